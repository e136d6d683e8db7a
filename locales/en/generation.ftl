progress =
    🎨 <b>{ $avatar }</b> · { $style }

    { $bar }
    { $ready } of { $total } · { $remaining }

    You don't have to wait here: the photos come by themselves.
progress-usually = usually { $minutes } min
progress-minutes = about { $minutes } min
progress-soon = almost there
progress-done = ✨ Done: <b>{ $avatar }</b> · { $style }
progress-failed = 😔 This one did not work out.
progress-erased = 🛑 Stopped: you asked us to delete everything.

set-style-other = Portraits
album-caption = <b>{ $avatar }</b> · { $style } · { $photos }

set-finished =
    { $count ->
        [one] ✨ <b>Your portrait is here.</b>
       *[other] ✨ <b>All { $count } portraits are here.</b>
    }

    Telegram compresses photos a little. As files you get them in full quality, now or any time later.
set-partial =
    <b>{ $ready } of { $total } portraits are here.</b>

    { $missing ->
        [one] One would not come out, although we tried several times. We can make it again, for free.
       *[other] { $missing } would not come out, although we tried several times. We can make them again, for free.
    }
set-nothing =
    😔 <b>We could not make the portraits of { $avatar }.</b>

    We tried each of them several times, and it did not work. You lose nothing: { $by ->
        [itself] the whole payment is on its way back to you, and we write when it has arrived.
       *[staff] our team sends the whole payment back to you, and we write when it is on its way.
    }
set-avatar-missing =
    Your paid set is safe, but the avatar that it was meant for is not ready any more.

    Choose another avatar, or make a new one: the set waits for you.

button-originals = 📎 As files, full quality
button-another-style = 🎨 Another style
button-my-photos = 🖼 My photos
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
