tier-starter = Starter
tier-standard = Standard
tier-premium = Premium
photos-count = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
style-professional = 💼 Professional
style-lifestyle = 🌿 Lifestyle
style-creative = 🎨 Creative
style-professional-about = Offices, studios and stages: for a CV, a website, a speech.
style-lifestyle-about = Cafés, streets, sea and mountains: you, on a very good day.
style-creative-about = Film light, painted worlds, bold colours: you as you have never been seen.

preview-overview = <b>Examples of the styles</b>, shown to customers before they buy:
preview-line = { $style } (<code>{ $name }</code>): № { $numbers }
preview-line-none = { $style } (<code>{ $name }</code>): none yet
preview-usage =
    To add one, reply to a photo with <code>/preview lifestyle</code>.
    <code>/preview lifestyle</code> alone shows them, <code>/preview remove 3</code> takes № 3 away.

    Only use pictures whose person has agreed to it.
preview-number = № { $number }
preview-added = ✅ It is example № { $number } of { $style } now.
preview-full = { $style } has { $most } examples already, as many as one album holds. Remove one first.
preview-no-photo = Please reply to a photo, one that was sent as a photo and not as a file.
preview-removed = 🗑 Example № { $number } is shown to nobody any more.
preview-unknown = There is no such style or number. <code>/preview</code> shows what there is.

## Sets and prices, for the staff

staff-command-tiers = Sets and prices
staff-command-tier = One set: show it, change its price, photos, name or place
tier-list = <b>Sets</b>
tier-usage =
    To change one: <code>/tier premium price 1490</code>, or <code>stars 790</code>, <code>ton 6.5</code>, <code>photos 23</code>, <code>popular on</code>, <code>active off</code>, <code>order 2</code>, <code>name Premium | Премиум</code>; <code>stars off</code> and <code>ton off</code> take a price away.
    To add one, not on sale yet: <code>/tier add mini 199 3 140 Mini | Мини</code> (id, roubles, photos, Stars, names).
    The price in TON is used only while no rate is to be had.
tier-card-usage = To change it: <code>/tier { $id } price 1490</code>, and so with stars, ton, photos, order, name.
tier-paragraph =
    { $popular ->
        [yes] 🔥
       *[no] •
    } <b>{ $title }</b> (<code>{ $id }</code>): { $values }
    { $state ->
        [on] 🟢 on sale
       *[off] 🔴 not on sale
    }, place { $order }, sold { $sold ->
        [one] { $sold } time
       *[other] { $sold } times
    } in 30 days
tier-make-popular = 🔥 Make it the popular one
tier-make-ordinary = Not the popular one any more
tier-sell = 🟢 Put it on sale
tier-stop = 🔴 Take it off sale
tier-yes = yes
tier-no = no
tier-none = none
tier-difference = { $field ->
    [price] Price
    [stars] Stars
    [ton] TON
    [photos] Photos
    [popular] Popular
    [active] On sale
    [order] Place
   *[name] Name
}: { $before } → <b>{ $after }</b>
tier-value = { $field ->
    [price] Price
    [stars] Stars
    [ton] TON
    [photos] Photos
    [popular] Popular
    [active] On sale
    [order] Place
   *[name] Name
}: <b>{ $after }</b>
tier-preview = <b>Change { $title }</b> (<code>{ $id }</code>)<b>?</b>
tier-preview-new = <b>Add { $title }</b> (<code>{ $id }</code>)<b>?</b>
tier-change = 💾 Change it
tier-add = ➕ Add it
tier-ratio = Stars for 100 ₽: { $known ->
    [yes] { $before } → { $after }
   *[no] { $after }
}
tier-less-popular = { $title } will not be the popular one any more.
tier-doubt-jump = ⚠️ <b>{ $field ->
    [price] The price changes by more than half.
    [stars] The price in Stars changes by more than half.
    [ton] The price in TON changes by more than half.
   *[photos] The number of photos changes by more than half.
} Is every digit right?</b>
tier-doubt-line = ⚠️ <b>{ $field ->
    [stars] Stars
   *[ton] TON
} and roubles are out of line with the other sets, by more than a fifth.</b> Whoever can pay both ways takes the cheaper one.
tier-effect = It holds at once, everywhere.
tier-effect-price = It holds at once, everywhere. Invoices that were sent keep their price for { $hours } hours, and prices in TON for { $minutes } minutes.
tier-effect-stopped = It is not offered from now on, and invoices of it that were sent can’t be paid with Stars any more. What is paid is made.
tier-effect-new = It is not on sale until you say so.
tier-changed = ✅ <b>{ $title }</b> (<code>{ $id }</code>), changed by { $name }
tier-added = ✅ <b>{ $title }</b> (<code>{ $id }</code>), added by { $name }
tier-meanwhile = <b>It has changed meanwhile.</b> Nothing was done; this is how it is now:
tier-unknown = There is no such set. There are: { $ids }.
tier-slip-price = A price is from 10 to 1000000 roubles, with at most two digits behind the point: <code>price 1490</code>.
tier-slip-stars = A price in Stars is a whole number from 1 to 10000, or off: <code>stars 790</code>.
tier-slip-ton = A price in TON is more than 0 and at most 100000, or off: <code>ton 6.5</code>.
tier-slip-photos = A set has from 1 to 100 photos: <code>photos 23</code>.
tier-slip-on-or-off = Please say on or off.
tier-slip-order = A place is a whole number from 1 to 1000: <code>order 2</code>.
tier-slip-name = A name is needed in both languages, each of at most 30 letters: <code>name Premium | Премиум</code>.
tier-slip-id = An id has at most 16 small Latin letters and digits: <code>mini</code>.
tier-slip-taken = There is a set of this id already.
tier-slip-field = What can be changed is price, stars, ton, photos, popular, active, order and name.
tier-slip-same = It is so already.
tier-slip-incomplete = It needs a price and a number of photos before it can be on sale.
tier-slip-last = Nothing else would be on sale. To sell nothing at all, stop sales under /switches.

## Prompts, for the staff

staff-command-prompts = Prompts: list, show, write, try, switch
staff-command-prompt = One prompt, by its number or key
prompt-title = <b>Prompts</b>
prompt-usage =
    <code>/prompts lifestyle</code> lists those of a style, <code>/prompt 23</code> shows one.
    A text is used only after a picture was made of it; <code>/testavatar</code> says of whom.
prompt-style = { $style }: { $on } of { $all } on
prompt-list = <b>{ $style }</b>, page { $page } of { $pages }, in the order in which sets take them; uses of the last 30 days
prompt-line = { $state ->
    [on] 🟢
   *[off] 🔴
} № { $number } <code>{ $key }</code> “{ $first }”: { $made } made, { $failed } failed
prompt-add = ➕ Write a new one
prompt-card =
    <b>№ { $number }</b> <code>{ $key }</code> · { $style } · place { $place } · { $state ->
        [on] 🟢 on
       *[off] 🔴 off
    }

    <blockquote>{ $text }</blockquote>

    Pictures of it in 30 days: { $made } made, { $failed } failed.{ $tried ->
        [yes] { "" }
       *[no] { " " }It was not tried yet, which it takes to be switched on.
    }
prompt-draft =
    ✏️ <b>A new text for № { $number }</b>, { $tried ->
        [yes] tried and not in use
       *[no] not tried yet
    }:

    <blockquote>{ $text }</blockquote>
prompt-edit = ✏️ Edit
prompt-try = 🧪 Try it
prompt-try-new = 🧪 Try the new text
prompt-try-again = 🧪 Try again
prompt-use = 💾 Use this text
prompt-show = Show it
prompt-switch-on = 🟢 Switch on
prompt-switch-off = 🔴 Switch off
prompt-take-back = ↩️ The text before this one
prompt-earlier = ⬆️ Earlier
prompt-later = ⬇️ Later
prompt-preview-on = <b>Switch № { $number } on?</b> (<code>{ $key }</code>, { $style })
prompt-preview-off = <b>Switch № { $number } off?</b> (<code>{ $key }</code>, { $style })
prompt-preview-text = <b>Use another text for № { $number }?</b> (<code>{ $key }</code>, { $style })
prompt-difference =
    Before:
    <blockquote>{ $before }</blockquote>
    After:
    <blockquote>{ $after }</blockquote>
prompt-effect = It holds for sets that begin from now on. Sets that are being made keep their scenes.
prompt-yes = 💾 Use it
prompt-changed = ✅ <b>№ { $number }</b> <code>{ $key }</code>: { $state ->
    [on] 🟢 on
   *[off] 🔴 off
}, { $name }
prompt-meanwhile =
    <b>№ { $number } has changed meanwhile.</b> Nothing was done; this is how it is now, { $state ->
        [on] on
       *[off] off
    }:

    <blockquote>{ $text }</blockquote>
prompt-ask-key = { $name }, what shall its key be? Answer this message with at most { $longest } small Latin letters, digits and underscores, such as <code>lifestyle_24</code>.
prompt-ask-text = { $name }, and its text? Answer this message in English, with { $least } to { $most } letters: framing, place, clothing, light, mood, and that it stays the same person.
prompt-ask-another = { $name }, what shall the text be? Answer this message in English, with { $least } to { $most } letters. The present one stays in use until the new one was tried and confirmed.
prompt-not-written = ✖️ Nothing was written.
prompt-key-taken = There is a prompt of this key already.
prompt-unknown = There is no such prompt. /prompts shows what there is.
prompt-not-tried = Try it first: no picture was made of this text yet.
prompt-last = It is the last one of its style that is on. Switch the style off under /switches, or another prompt on first.
prompt-same = It is so already.
prompt-no-earlier = There is no text before this one.

## The log

log-target-avatar = avatar
log-action-prompt_tried = tried a prompt
log-action-test_avatar_chosen = chose the avatar for trials
