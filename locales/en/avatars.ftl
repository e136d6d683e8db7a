avatar-new = 📸 New avatar
avatar-ask-name =
    <b>A new avatar</b>

    Whose portraits shall we make? Write a name: only you will see it.
avatar-use-first-name = Just call it { $name }
avatar-name-empty = I need at least one letter or digit. What shall we call the avatar?
avatar-name-too-long = That is a little long. Up to 40 characters, please.
avatar-name-unprintable = One line of ordinary characters, please. What shall we call the avatar?
avatar-kept-until-named = Got it, I'll put your photos in. But first: what shall we call the avatar?
avatar-declined = No problem: nothing has been kept. If you change your mind, I'm here.

avatar-drafts-wait = You have an avatar that isn't finished yet. Shall we go on?
avatar-continue-named = ✏️ Continue “{ $name }”
avatar-delete-draft = 🗑 Delete it
avatar-offer = Nice photo! Shall I make an avatar of it? AI portraits need a few photos; this one is a good start.
avatar-offer-yes = ✨ Yes, make an avatar
avatar-unfit = I can't use this one: { $reason }.

avatar-photos =
    <b>Photos for “{ $name }”</b>
    { $bar } { $count } of { $wanted }{ $mark }
avatar-waiting = ⏳ { $count ->
    [one] { $count } photo is being looked at…
   *[other] { $count } photos are being looked at…
}
avatar-advised = 🤔 { $count ->
    [one] Photo { $numbers }: { $reason }
   *[other] Photos { $numbers }: { $reason }
}
avatar-advised-hint = These don't count yet. Tap a number to see which photo it is, and to use it anyway.
avatar-refused = 🚫 { $count ->
    [one] Photo { $numbers }: { $reason }
   *[other] Photos { $numbers }: { $reason }
}
avatar-advice-no-face = I find no face. If it shows you from the side, use it anyway; otherwise face the camera, with nothing in front of your face
avatar-advice-several-faces = several faces, and the portraits might mix them. Crop it so that only you are left
avatar-advice-face-small = the face is too small. Come closer, or cut off what is around it
avatar-advice-dark = too dark. Turn to a window or a lamp
avatar-advice-bright = too bright, the face is washed out. Step out of the harsh light
avatar-advice-blurred = blurred. Wipe the lens, hold still, and take it again
avatar-advice-eyes-hidden = the eyes are hidden. Take off the sunglasses, or brush the hair aside
avatar-use-anyway = 👌 Use it anyway
avatar-leave-out = Leave it out
avatar-used-anyway = It counts now.
avatar-left-out = Left out and deleted.
avatar-decided = This photo has been decided on already.
avatar-hint-first =
    Send photos of one person, one by one or all together.

    👍 the face large and sharp, different days, angles and light
    👎 sunglasses, filters, other people, hats over the eyes
avatar-hint-more = { $missing ->
    [one] { $missing } more photo to go.
   *[other] { $missing } more photos to go.
}
avatar-hint-enough = That is enough to begin.
avatar-tip-profile = What would help most: one with your head turned halfway to a side.
avatar-tip-light = What would help most: one in another light, by a window or outdoors.
avatar-tip-closer = What would help most: one from closer up.
avatar-tip-further-away = What would help most: one from further away, with your shoulders and chest.
avatar-tip-place = What would help most: one from another day, in another place.
avatar-tip-smile = What would help most: another expression, a smile, say, or a serious look.
avatar-hint-full = All places are taken. Tap Done!
avatar-remove = ➖ Remove a photo
avatar-restart = ↺ Start over
avatar-done = ✅ Done
avatar-back = ← Back
avatar-too-few = { $missing ->
    [one] { $missing } more photo is needed.
   *[other] { $missing } more photos are needed.
}
avatar-photos-expected = I'm waiting for photos for your avatar: just send them here. To take one away, reply /remove to it. To leave it for later: /cancel

avatar-ask-remove =
    <b>Photos for “{ $name }”: { $count }</b>

    Which one shall I take away? They are numbered in the order in which you sent them. Or reply /remove to the photo itself.
avatar-ask-restart = { $count ->
    [0] Start again with the photos for “{ $name }”?
    [one] Take { $count } photo of “{ $name }” away and start again?
   *[other] Take all { $count } photos of “{ $name }” away and start again?
}
avatar-restart-yes = ↺ Yes, start over
avatar-photo-removed = The photo is gone from your avatar and from our storage.
avatar-how-to-remove = To take a photo away, reply /remove to the message in which you sent it. That works until the avatar is finished.
avatar-photo-gone = This photo has been taken away already.

avatar-refused-too-small = smaller than 512 px
avatar-refused-too-long = too long and narrow
avatar-refused-too-heavy = larger than 20 MB
avatar-refused-too-large = more than 50 megapixels
avatar-refused-heic = HEIC can't be read; send it as a photo, not as a file
avatar-refused-not-a-photo = not a photo (JPEG, PNG or WebP)
avatar-refused-unreadable = the file is damaged
avatar-refused-blank = nothing can be seen on it
avatar-refused-same = the same photo twice
avatar-refused-alike = almost the same as another one
avatar-refused-enough = all places are taken
avatar-refused-lost = it got lost on the way; please send it again

avatar-processing = <b>“{ $name }”</b>: one last look at the photos… ⏳
avatar-ready =
    <b>“{ $name }” is ready</b> ✨

    Now the fun part: choose a style for the portraits.
avatar-choose-style = 🎨 Choose a style

avatar-list = <b>Your avatars</b>
avatar-list-empty = You have no avatars yet. Let's make the first one: it takes a name and a few photos.
avatar-item-ready = ✨ { $name } · { $photos }
avatar-item-processing = ⏳ { $name }
avatar-item-draft = ✏️ { $name } · draft, { $photos }
avatar-one-ready =
    <b>{ $name }</b> ✨
    Ready · { $photos }
avatar-one-draft =
    <b>{ $name }</b> ✏️
    Not finished yet · { $photos }
avatar-new-portraits = 🎨 New portraits
avatar-continue = ✏️ Continue
avatar-all = ← All avatars
avatar-delete = 🗑 Delete
avatar-ask-delete = { $count ->
    [0] Delete “{ $name }”? Finished portraits stay.
    [one] Delete “{ $name }” with its { $count } photo? Finished portraits stay.
   *[other] Delete “{ $name }” with its { $count } photos? Finished portraits stay.
}
avatar-portraits = { $count ->
    [one] 🖼 Its portrait
   *[other] 🖼 Its { $count } portraits
}
avatar-delete-all = { $count ->
    [one] 🗑 Delete with its portrait…
   *[other] 🗑 Delete with all { $count } portraits…
}
avatar-delete-yes = 🗑 Yes, delete
avatar-keep = Keep it
avatar-deleted = Deleted.
avatar-busy = Portraits of this avatar are being made. Please delete it when they are done.
avatar-gone = This avatar is not there any more.

avatar-photos-until = 📅 Photos kept until { $date }
avatar-one-without-photos =
    <b>{ $name }</b> ✏️
    The photos were deleted as promised, some time after they were last needed. Your finished portraits are still here. For new ones, send a few photos again.
avatar-photos-end =
    📅 The photos you sent for <b>{ $name }</b> will be deleted on { $date }: you haven't needed them for a while, and we keep nothing longer than necessary.

    Your finished portraits stay. Would you like more of them later? Then keep the photos.
avatar-photos-keep = { $days ->
    [one] Keep them { $days } more day
   *[other] Keep them { $days } more days
}
avatar-photos-open = 👤 Show the avatar
avatar-photos-kept = All right, they stay.
