progress =
    🎨 <b>{ $avatar }</b> · { $style }

    { $bar }
    { $ready } of { $total } · { $remaining }

    You don't have to wait here: the photos come by themselves. { $promise }
progress-promise-hours = { $left ->
    [one] They are here within an hour at the latest; what is missing then, we make again for free or pay back.
   *[other] They are here within { $left } hours at the latest; what is missing then, we make again for free or pay back.
}
progress-promise-minutes = { $left ->
    [one] They are here within a minute at the latest; what is missing then, we make again for free or pay back.
   *[other] They are here within { $left } minutes at the latest; what is missing then, we make again for free or pay back.
}
progress-in-line = { $sets ->
    [one] one set is before yours, about { $minutes } min
   *[other] { $sets } sets are before yours, about { $minutes } min
}
progress-usually = usually { $minutes } min
progress-minutes = about { $minutes } min
progress-soon = almost there
progress-paused = on a break: the service that draws the pictures does not work at the moment, and your set goes on by itself as soon as it does
progress-done = ✨ Done: <b>{ $avatar }</b> · { $style }
progress-failed = 😔 This one did not work out.
progress-erased = 🛑 Stopped: you asked us to delete everything.

staff-kie-outage =
    { $reason ->
        [credits] 🔴 <b>The credits at Kie are used up.</b>
        [key] 🔴 <b>Kie does not take our key</b> ({ $code }).
        [maintenance] 🟠 <b>Kie is in maintenance.</b>
       *[down] 🔴 <b>Kie does not answer.</b>
    }

    New sales pause, and paid sets wait without losing anything. { $sets ->
        [0] No set is under way.
        [one] One set is under way.
       *[other] { $sets } sets are under way.
    }

    { $reason ->
        [credits] Please top up the credits on kie.ai: the bot notices it within minutes and goes on by itself.
        [key] Please look at KIE_API_KEY, its limits and the allowed addresses on kie.ai. Then the bot goes on by itself.
       *[other] There is nothing to do: the bot asks Kie every few minutes and goes on by itself.
    }
staff-kie-recovered =
    🟢 <b>Kie works again.</b> Sales are open{ $sets ->
        [0] .
        [one] , and the set under way goes on.
       *[other] , and the { $sets } sets under way go on.
    }

set-style-other = Portraits
album-caption-first = <b>{ $avatar }</b> · { $style } · the first { $photos }, more to come
album-caption = <b>{ $avatar }</b> · { $style } · { $photos }

set-finished =
    { $count ->
        [one] ✨ <b>Your portrait is here.</b>
       *[other] ✨ <b>All { $count } portraits are here.</b>
    }

    Telegram compresses photos a little. As files you get them in full quality, now or any time later.
set-partial =
    <b>{ $ready } of { $total } portraits are here.</b>

    { $why ->
        [late] { $missing ->
            [one] One was not ready in the time that we promised. We can make it again, for free.
           *[other] { $missing } were not ready in the time that we promised. We can make them again, for free.
        }
       *[failed] { $missing ->
            [one] One would not come out, although we tried several times. We can make it again, for free.
           *[other] { $missing } would not come out, although we tried several times. We can make them again, for free.
        }
    }
set-nothing =
    😔 <b>We could not make the portraits of { $avatar }.</b>

    { $why ->
        [late] The time that we promised is over, and not one is ready.
       *[failed] We tried each of them several times, and it did not work.
    } You lose nothing: { $by ->
        [itself] the whole payment is on its way back to you, and we write when it has arrived.
        [gift] your gift waits for you again, to be tried with other photos or another style.
       *[staff] our team sends the whole payment back to you, and we write when it is on its way.
    }
set-avatar-missing =
    Your paid set is safe, but the avatar that it was meant for is not ready any more.

    Choose another avatar, or make a new one: the set waits for you.

button-originals = 📎 As files, full quality
button-another-style = 🎨 Another style
button-my-photos = 🖼 My photos
button-support = 💬 Write to us
button-rest = { $missing ->
    [one] 🔄 Make the missing photo
   *[other] 🔄 Make { $missing } missing photos
}
button-choose-avatar = Choose an avatar
button-make-portraits = ✨ Make portraits
button-use-set = ✨ Use the set
button-again = 👀 Show them here

gallery = { $count ->
    [one] 🖼 <b>Your photos.</b> You have one set:
   *[other] 🖼 <b>Your photos.</b> You have { $count } sets. Which one?
}
gallery-empty =
    🖼 <b>No photos here yet.</b>

    Your finished sets will be kept here, to look at and to download any time.
gallery-set = { $date } · { $avatar } · { $style } · { $ready }
gallery-running = ⏳ { $avatar } · { $style } · { $ready } of { $total }
set-about =
    <b>{ $avatar }</b> · { $style }
    { $photos } · { $date }

status-running =
    🎨 <b>{ $avatar }</b> · { $style }
    { $bar }
    { $ready } of { $total } · { $remaining }
status-unused = 🎁 A paid set waits to be used: { $photos }.
status-nothing = Nothing is being made at the moment, and everything that was paid for has been delivered.

popup-sending = Sending…
popup-rest-begun = On it! The missing photos come as soon as they are ready.
popup-rest-nothing = There is nothing left to make here.
popup-rest-without-photos = The photos you sent have been deleted. Please send a few again under /avatars, then we make the missing portraits for free.
popup-set-gone = This set is not there any more.

button-part-back = 💸 Pay the missing back: { $price }
part-back-confirm = Shall we pay { $price } back for the missing { $missing ->
    [one] photo? It is not made any more then.
   *[other] { $missing } photos? They are not made any more then.
}
part-back-yes = 💸 Yes, { $price } back
part-back-under-way = ↩️ { $price } are on their way back; we will tell you when they have arrived.
progress-given-back = ↩️ This set was stopped, its payment goes back.

set-reactions = Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.

button-improve = 🔄 Improve a photo
button-reroll = 🔄 Make it again
reroll-question =
    <b>What is wrong with it?</b>

    We make this one again, for free. { $left } of { $total } free tries left for this set.
button-reroll-not-me = 🙁 Not me
button-reroll-hands = ✋ The hands
button-reroll-clothes = 👔 The clothes
button-reroll-other = ✍️ Something else
button-reroll-leave = Leave it as it is
reroll-left-alone = All right, it stays as it is.
reroll-choice =
    <b>Which photo shall we make again?</b>

    The numbers follow the order of the set. You can also put 👎 on the photo itself. { $left } of { $total } free tries left.
reroll-under-way = This photo is being made again already. It comes by itself.
reroll-none-left =
    <b>The { $total } free tries of this set are used.</b>

    You keep everything that was made. If you'd like more to choose from, a new set brings new portraits; fresh selfies in good light help the likeness most.
reroll-no-references =
    <b>The selfies of this avatar are not there any more,</b> so this photo can't be made again. The photo itself stays with you.

    With a new avatar you can have new portraits any time.
reroll-new-avatar = ✨ New avatar
reroll-paid-back = The payment of this set went back to you, so nothing more is made for it. The photos stay with you.
reroll-unknown = This photo is not there any more.
reroll-wish =
    <b>What should be different?</b>

    Write it in a few words, up to { $most } letters: for example “without glasses”, “a warmer smile” or “daylight instead of evening”.
reroll-wish-noted = ✍️ Noted.
reroll-wish-empty = Please write in words what should be different, for example “without glasses”.
reroll-wish-too-long = That is { $length } letters. Could you say it in { $most } at most? The shorter, the better it works.
reroll-begun =
    🔄 <b>On it.</b> { $pace ->
        [slow] Our picture service is slow just now, so it takes longer than usual. It comes by itself.
       *[usual] It takes about a minute and comes by itself.
    }

    Free tries left for this set after this one: { $left } of { $total }.
reroll-popup = On it!
reroll-popup-under-way = This photo is being made again already.
reroll-done = ✨ The new try is below.
reroll-another-try =
    🔄 <b>Here is another try.</b> Which one shall we keep?

    Free tries left for this set: { $left } of { $total }.
button-reroll-both = 👍 Keep both
button-reroll-new = 🗑 Only the new one
button-reroll-again = 🔄 Try again · { $left } left
reroll-failed =
    😔 <b>This one would not come out,</b> although we tried several times. Another reason or other words may work better.

    The free try is yours again: { $left } of { $total } left for this set.
reroll-both-kept = 👍 Both are kept in 🖼 My photos.
reroll-new-kept = ✨ This one has taken the place of the old one in 🖼 My photos. What the chat shows of the old one you can delete yourself.
reroll-popup-no-pair = There is nothing to choose any more.
status-rerolls = { $count ->
    [one] 🔄 A photo is being made again.
   *[other] 🔄 { $count } photos are being made again.
}

button-glance = 🗂 At a glance
button-one-by-one = 👀 One by one
button-zip = 📦 As a zip
button-all-photos = 🖼 All photos · { $count }
button-favourites = ❤️ Favourites · { $count }
button-delete-set = 🗑 Delete the set

view-caption = <b>{ $avatar }</b> · { $style } · { $date }
view-lost = 😔 This photo is not in our storage any more. We are sorry; our engineers see it.
view-files = 📎 All { $count } as files
view-zip = 📦 All { $count } as a zip
view-back-to-set = ← The set
view-back-to-photos = ← My photos
view-back-to-avatar = ← The avatar
view-delete-yes = 🗑 Yes, delete it for good
view-delete-no = Keep it
popup-liked = ❤️ It is among your favourites now.
popup-unliked = It is no favourite any more.
popup-photo-gone = This photo is not there any more.
popup-photo-deleted = Deleted for good. What was sent to this chat before stays here until you delete it.
popup-photo-busy = This set is still being made. Its photos can be deleted when it is done.
popup-photo-not-now = Our storage does not answer at the moment. Please try again in a minute.
popup-no-photos = There is no photo here.
popup-no-favourites = No favourites in this set yet: tap 🤍 below a photo.

sheet-caption =
    🗂 <b>{ $avatar }</b> · { $style } · { $photos }

    Tap the numbers of the photos you'd like as originals, in full quality. Without a choice you get all of them.
sheet-favourites = ❤️ Favourites
sheet-none = None
sheet-files = { $count ->
    [0] 📎 All as files
    [one] 📎 { $count } as a file
   *[other] 📎 { $count } as files
}
sheet-zip = { $count ->
    [0] 📦 All as a zip
   *[other] 📦 { $count } as a zip
}
popup-drawing = Putting it together…
popup-sheet-old = The photos have changed. Here comes a new overview.
popup-packing = { $count ->
    [one] 📦 Packing { $count } photo…
   *[other] 📦 Packing { $count } photos…
}
zip-caption = { $count ->
    [one] 📦 { $count } photo in full quality
   *[other] 📦 { $count } photos in full quality
}
zip-caption-part = { $count ->
    [one] 📦 Part { $part } of { $parts }: { $count } photo in full quality
   *[other] 📦 Part { $part } of { $parts }: { $count } photos in full quality
}
photos-lost = { $count ->
    [one] 😔 One photo could not be found in our storage. We are sorry; our engineers see it.
   *[other] 😔 { $count } photos could not be found in our storage. We are sorry; our engineers see it.
}
photos-not-sent = 😔 That did not work, although we tried for a while. Your photos are safe; please try again later.

delete-set-ask = { $count ->
    [one] 🗑 Delete the set <b>{ $avatar }</b> · { $style } with its photo? That can't be undone.
   *[other] 🗑 Delete the set <b>{ $avatar }</b> · { $style } with its { $count } photos? That can't be undone.
}
delete-set-missing = { $count ->
    [one] One photo of this set never came out. If you'd like it made again or paid back, please do that first.
   *[other] { $count } photos of this set never came out. If you'd like them made again or paid back, please do that first.
}
delete-set-yes = 🗑 Yes, delete the set
delete-avatar-ask = { $count ->
    [one] 🗑 Delete <b>{ $name }</b> with all selfies and the portrait made of it? That can't be undone.
   *[other] 🗑 Delete <b>{ $name }</b> with all selfies and all { $count } portraits? That can't be undone.
}
delete-avatar-yes = { $count ->
    [one] 🗑 Yes, delete it with the portrait
   *[other] 🗑 Yes, delete it with { $count } portraits
}
delete-keep = Keep it
deleted = { $count ->
    [0] 🗑 Deleted for good.
    [one] 🗑 Deleted for good, with { $count } photo.
   *[other] 🗑 Deleted for good, with { $count } photos.
}

    They leave our storage right away. What was sent to this chat before stays here until you delete it yourself.
popup-set-busy = This set is still being made. It can be deleted when it is done.
popup-deleted-before = That has been deleted already.

## Trials of prompts, for the staff

staff-command-testavatar = On whom prompts are tried
trial-shared = Prompts are tried on <b>{ $avatar }</b>, by everybody of the staff.
trial-nobody = Everybody of the staff tries prompts on their own avatars; none is shared.
trial-share = Which of yours may everybody of the staff use? The pictures come into this group.
trial-no-avatar = You have no finished avatar. Make one with me in private, by /new: prompts are tried only on members’ own.
trial-avatar = { $avatar }
trial-avatar-shared = { $avatar } (shared)
trial-not-yours = This is no finished avatar of yours.
trial-on-whom = 🧪 Try № { $number } (<code>{ $key }</code>) on whom?
trial-under-way = A picture of this text is being made already.
trial-begun = 🧪 A picture of { $avatar } is being made of № { $number } (<code>{ $key }</code>). It comes here, usually within two minutes.
trial-made = 🧪 № { $number } <code>{ $key }</code>, for { $name }
trial-failed =
    🧪 <b>No picture of № { $number }</b> (<code>{ $key }</code>), { $name }.

    { $why ->
        [no_photos] The avatar has no photos any more: they are deleted some time after they were last used.
        [outage] The picture service does not work at the moment. Try again later.
        [refused] The picture service refuses this text. Customers would get no picture of it either.
        [lost] The picture service’s answer was lost. Try again.
        [too_late] It took longer than half an hour. Try again later.
       *[chance] The picture service failed. Try again; if it fails often, change the text.
    }
