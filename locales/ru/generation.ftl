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
progress-erased = 🛑 Остановлено: вы попросили всё удалить.

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
popup-rest-without-photos = Присланные вами фото уже удалены. Пришлите, пожалуйста, несколько снова через /avatars, и мы бесплатно сделаем недостающие портреты.
popup-set-gone = Этого набора больше нет.

button-part-back = 💸 Вернуть за недостающие: { $price }
part-back-confirm = Вернуть { $price } за недостающие фото ({ $missing })? Тогда мы их уже не сделаем.
part-back-yes = 💸 Да, вернуть { $price }
part-back-under-way = ↩️ { $price } возвращаем; напишем, когда дойдут.
progress-given-back = ↩️ Этот набор остановлен, деньги возвращаются.
