progress =
    🎨 <b>{ $avatar }</b> · { $style }

    { $bar }
    { $ready } из { $total } · { $remaining }

    Ждать здесь не нужно: фото придут сами.
progress-usually = обычно { $minutes } мин
progress-minutes = ещё около { $minutes } мин
progress-soon = почти готово
progress-done = ✨ Готово: <b>{ $avatar }</b> · { $style }
progress-failed = 😔 В этот раз не получилось.

set-style-other = Портреты
album-caption = <b>{ $avatar }</b> · { $style } · { $photos }

set-finished =
    { $count ->
        [one] ✨ <b>Готово: { $count } портрет.</b>
        [few] ✨ <b>Готово: все { $count } портрета.</b>
       *[many] ✨ <b>Готово: все { $count } портретов.</b>
    }

    Telegram немного сжимает фото. Файлами вы получите их в полном качестве — сейчас или когда захотите.
set-partial =
    <b>Готово { $ready } из { $total }.</b>

    { $missing ->
        [one] { $missing } портрет не получился, хотя мы пробовали несколько раз. Можем сделать его заново, бесплатно.
        [few] { $missing } портрета не получились, хотя мы пробовали несколько раз. Можем сделать их заново, бесплатно.
       *[many] { $missing } портретов не получились, хотя мы пробовали несколько раз. Можем сделать их заново, бесплатно.
    }
set-nothing =
    😔 <b>Не получилось сделать портреты: { $avatar }.</b>

    Мы пробовали каждый по нескольку раз, но не вышло. Вы ничего не теряете: { $by ->
        [itself] вся сумма уже возвращается к вам, и мы напишем, когда она придёт.
       *[staff] наша команда вернёт всю сумму, и мы напишем, когда отправим её.
    }
set-avatar-missing =
    Оплаченный набор в сохранности, но аватар, для которого он был куплен, больше не готов.

    Выберите другой аватар или создайте новый: набор вас дождётся.

button-originals = 📎 Файлами, без сжатия
button-another-style = 🎨 Другой стиль
button-my-photos = 🖼 Мои фото
button-rest = { $missing ->
    [one] 🔄 Доделать { $missing } фото
    [few] 🔄 Доделать { $missing } фото
   *[many] 🔄 Доделать { $missing } фото
}
button-choose-avatar = Выбрать аватар
button-make-portraits = ✨ Сделать портреты
button-use-set = ✨ Использовать набор
button-again = 👀 Показать здесь

gallery = { $count ->
    [one] 🖼 <b>Ваши фото.</b> Здесь { $count } набор:
    [few] 🖼 <b>Ваши фото.</b> Здесь { $count } набора. Какой открыть?
   *[many] 🖼 <b>Ваши фото.</b> Здесь { $count } наборов. Какой открыть?
}
gallery-empty =
    🖼 <b>Здесь пока пусто.</b>

    Готовые наборы хранятся здесь: их можно посмотреть и скачать в любой момент.
gallery-set = { $date } · { $avatar } · { $style } · { $ready }
gallery-running = ⏳ { $avatar } · { $style } · { $ready } из { $total }
set-about =
    <b>{ $avatar }</b> · { $style }
    { $photos } · { $date }

status-running =
    🎨 <b>{ $avatar }</b> · { $style }
    { $bar }
    { $ready } из { $total } · { $remaining }
status-unused = 🎁 Вас ждёт оплаченный набор: { $photos }.
status-nothing = Сейчас ничего не делается, а всё оплаченное уже у вас.

popup-sending = Отправляю…
popup-rest-begun = Уже делаем! Недостающие фото придут, как только будут готовы.
popup-rest-nothing = Здесь больше нечего делать.
popup-set-gone = Этого набора больше нет.

button-part-back = 💸 Вернуть за недостающие: { $price }
part-back-confirm = Вернуть { $price } за недостающие фото ({ $missing })? Тогда мы их уже не сделаем.
part-back-yes = 💸 Да, вернуть { $price }
part-back-under-way = ↩️ { $price } возвращаем; напишем, когда дойдут.
progress-given-back = ↩️ Этот набор остановлен, деньги возвращаются.

button-glance = 🗂 Все сразу
button-one-by-one = 👀 По одному
button-zip = 📦 Архивом
button-all-photos = 🖼 Все фото · { $count }
button-favourites = ❤️ Избранное · { $count }
button-delete-set = 🗑 Удалить набор

view-caption = <b>{ $avatar }</b> · { $style } · { $date }
view-lost = 😔 Этого фото больше нет в нашем хранилище. Нам очень жаль; инженеры уже знают.
view-files = 📎 Все файлами · { $count }
view-zip = 📦 Все архивом · { $count }
view-back-to-set = ← К набору
view-back-to-photos = ← Мои фото
view-back-to-avatar = ← К аватару
view-delete-yes = 🗑 Да, удалить навсегда
view-delete-no = Оставить
popup-liked = ❤️ Теперь это фото в избранном.
popup-unliked = Больше не в избранном.
popup-photo-gone = Этого фото больше нет.
popup-photo-deleted = Удалено навсегда. То, что уже пришло в этот чат, останется здесь, пока вы сами не удалите.
popup-photo-busy = Этот набор ещё делается. Удалить фото можно, когда он будет готов.
popup-photo-not-now = Хранилище сейчас не отвечает. Попробуйте, пожалуйста, через минуту.
popup-no-photos = Здесь нет фото.
popup-no-favourites = В этом наборе пока нет избранных: нажмите 🤍 под фото.

sheet-caption =
    🗂 <b>{ $avatar }</b> · { $style } · { $photos }

    Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.
sheet-favourites = ❤️ Избранное
sheet-none = Сбросить
sheet-files = { $count ->
    [0] 📎 Все файлами
    [one] 📎 Файлом · { $count }
    [few] 📎 Файлами · { $count }
   *[many] 📎 Файлами · { $count }
}
sheet-zip = { $count ->
    [0] 📦 Все архивом
   *[other] 📦 Архивом · { $count }
}
popup-drawing = Собираю…
popup-sheet-old = Фото изменились. Сейчас пришлю новый обзор.
popup-packing = 📦 Упаковываю { $count } фото…
zip-caption = 📦 { $count } фото в полном качестве
zip-caption-part = 📦 Часть { $part } из { $parts }: { $count } фото в полном качестве
photos-lost = 😔 Не нашлось в нашем хранилище: { $count } фото. Нам очень жаль; инженеры уже знают.
photos-not-sent = 😔 Не получилось, хотя мы пробовали несколько раз. Ваши фото в сохранности; попробуйте, пожалуйста, позже.

delete-set-ask = 🗑 Удалить набор <b>{ $avatar }</b> · { $style } и все его фото ({ $count })? Вернуть их будет нельзя.
delete-set-missing = { $count ->
    [one] { $count } фото из этого набора так и не получилось. Если хотите, чтобы его доделали или вернули за него деньги, сначала сделайте это.
    [few] { $count } фото из этого набора так и не получились. Если хотите, чтобы их доделали или вернули за них деньги, сначала сделайте это.
   *[many] { $count } фото из этого набора так и не получились. Если хотите, чтобы их доделали или вернули за них деньги, сначала сделайте это.
}
delete-set-yes = 🗑 Да, удалить набор
delete-avatar-ask = { $count ->
    [one] 🗑 Удалить аватар <b>{ $name }</b>, все селфи и { $count } портрет? Вернуть их будет нельзя.
    [few] 🗑 Удалить аватар <b>{ $name }</b>, все селфи и { $count } портрета? Вернуть их будет нельзя.
   *[many] 🗑 Удалить аватар <b>{ $name }</b>, все селфи и { $count } портретов? Вернуть их будет нельзя.
}
delete-avatar-yes = { $count ->
    [one] 🗑 Да, удалить и { $count } портрет
    [few] 🗑 Да, удалить и { $count } портрета
   *[many] 🗑 Да, удалить и { $count } портретов
}
delete-keep = Оставить
deleted = { $count ->
    [0] 🗑 Удалено навсегда.
   *[other] 🗑 Удалено навсегда, вместе с фото: { $count }.
}

    Из нашего хранилища всё исчезнет прямо сейчас. То, что уже пришло в этот чат, останется здесь, пока вы сами не удалите.
popup-set-busy = Этот набор ещё делается. Удалить его можно, когда он будет готов.
popup-deleted-before = Это уже удалено.
