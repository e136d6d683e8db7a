## Commands

customer-command-user = Человек по номеру, @имени, платежу, обращению или имени
customer-command-ban = Заблокировать человека: кого и за что
customer-command-unban = Снять блокировку
customer-command-order = Вся жизнь платежа
customer-command-followups = Платежи, к которым надо вернуться

## Finding people

customer-usage =
    О ком речь? Напишите номер, Telegram id, @имя, платёж, обращение или имя:
    <code>/user @anna</code>, <code>/user 1042</code>, <code>/user TKT-2026-001</code>

    В теме обращения одна команда <code>/user</code> покажет его автора.
customer-nobody =
    По «{ $words }» никто не нашёлся.

    Попробуйте номер человека, Telegram id, @имя, платёж, обращение или имя: <code>/user 1042</code>
customer-gone = Данные этого человека удалены, или у него нет аккаунта в Telegram. Его платежи остались: /order
customer-several = Подходит несколько человек. Кто нужен?
customer-several-more = … и ещё { $count }: уточните, пожалуйста.
customer-hit = { $name } · { $what }
customer-hit-person = человек № { $label }
customer-hit-telegram = Telegram id { $label }
customer-hit-username = @{ $label }
customer-hit-payment = платёж № { $label }
customer-hit-charge = списание платежа № { $label }
customer-hit-set = набор № { $label }
customer-hit-order = заказ { $label }
customer-hit-ticket = обращение { $label }
customer-hit-name = человек № { $number }

## The card

customer-head = 👤 <a href="tg://user?id={ $telegram }">{ $name }</a>{ $username } · человек № { $number } · Telegram <code>{ $telegram }</code>
customer-known = { $language } · здесь с { $since } · был(а) { $seen }
customer-consented = ☑️ Согласие с условиями: { $day }
customer-consented-before = ☑️ Согласие от { $day }, условия с тех пор изменились
customer-not-consented = ◻️ Согласия с условиями нет
customer-referrer = 🤝 По ссылке: { $name }, человек № { $number }
customer-unreachable = 🔕 Бот заблокирован: ничего не доходит
customer-leaving = 🗑 Данные удаляются
customer-banned-by = 🚫 <b>Заблокирован(а)</b> с { $at }, решение: { $by }
customer-banned = 🚫 <b>Заблокирован(а)</b> с { $at }
customer-ban-reason = Причина: { $reason }
customer-avatars = <b>🎭 Аватары: { $count }</b>
customer-avatar = № { $number } { $name } · { $status } · { $photos } фото
customer-avatar-ready = готов
customer-avatar-processing = проверяется
customer-avatar-draft = не закончен
customer-payments = <b>💳 Платежи: { $count }</b>
customer-paid = <b>💳 Оплачено: { $sums }</b>{ $back ->
    [0] { "" }
   *[other] , возвращено: { $back }
}
customer-payment = № { $number } · { $day } · { $price } · { $status }
customer-sets = <b>🖼 Наборы: { $count }</b>
customer-set = № { $number } { $style } · { $ready } из { $total } · { $status } · платёж № { $payment }
customer-set-running = делается
customer-set-completed = готов
customer-set-failed = не получился
customer-set-stopped = остановлен
customer-tickets = <b>💬 Обращения: { $count }</b>
customer-ticket = { $number } · { $status }
customer-ticket-open = новое
customer-ticket-in-progress = в работе
customer-ticket-resolved = решено
customer-ticket-closed = закрыто
customer-balance = <b>🤝 Баланс: { $balance }</b> · привёл(а): { $brought }
customer-balance-partner = <b>🤝 Партнёр. Баланс: { $balance }</b> · привёл(а): { $brought }
customer-withdrawals = <b>💸 Выводы: { $count }</b>
customer-withdrawal = № { $number } · { $amount } · { $status }
customer-withdrawal-pending = ждёт одобрения
customer-withdrawal-approved = к отправке
customer-withdrawal-completed = отправлен
customer-withdrawal-rejected = не отправлен
customer-more = … и ещё { $count }
customer-card = 👤 Карточка
customer-ban-button = 🚫 Заблокировать
customer-unban-button = ✅ Разблокировать
customer-gift-button = 🎁 Подарить набор
customer-write-button = ✉️ Написать
customer-payments-button = 🧾 Платежи
customer-erase-button = 🗑 Удалить данные
customer-refresh-button = 🔄 Обновить
customer-payments-list = 🧾 Платежи: { $name }, человек № { $number }
customer-payments-none = { $name }, человек № { $number }: платежей пока нет.
customer-older = ‹ Раньше
customer-newer = Позже ›
customer-words-none = Здесь нет слов. Начните ещё раз и ответьте текстом.
customer-words-too-long = Здесь больше { $most } знаков. Начните ещё раз и напишите короче.

## Bans

customer-ban-spam = Спам
customer-ban-abuse = Оскорбления и угрозы
customer-ban-fraud = Мошенничество с платежами
customer-ban-others-photos = Фото других людей
customer-ban-ask =
    { $member }, за что блокируем? { $name }, человек № { $number }.

    Нажмите причину или ответьте на это сообщение своими словами. Человек прочитает причину.
customer-ban-ask-quietly =
    { $member }, за что блокируем? { $name }, человек № { $number }.

    Нажмите причину или ответьте на это сообщение своими словами. Человек узнает о блокировке, но не причину.
customer-ban-without-reason = 🤫 Не называть причину
customer-ban-with-reason = 📣 Назвать причину
customer-ban-preview = 🚫 <b>Заблокировать? { $name }, человек № { $number }</b>
customer-ban-told-why = { $name } узнает об этом и прочитает причину.
customer-ban-told = { $name } узнает об этом, но не причину.
customer-ban-stops = Для человека останутся только /privacy и /paysupport; открытые счета оплатить нельзя, а что всё же придёт — вернётся. По его ссылкам никто не засчитывается.
customer-ban-unused = ↩️ Вернётся, так как ничего не сделано: { $prices }
customer-ban-running = 🖼 Будет закончено и доставлено, так как уже делается: { $count ->
    [one] { $count } набор
    [few] { $count } набора
    [many] { $count } наборов
   *[other] { $count } наборов
}
customer-ban-earned = 🤝 Остаётся, но вывести пока нельзя: { $amount }
customer-ban-yes = 🚫 Заблокировать
customer-ban-done = 🚫 { $name }, человек № { $number }: блокировка. Решение: { $member }. Причина: { $reason }
customer-ban-impossible = Ничего не сделано: человек уже заблокирован, или его данные удалены.
customer-banned-already = { $name }: блокировка уже есть.
customer-not-banned = { $name }: блокировки нет.
customer-unban-preview = ✅ <b>Снять блокировку? { $name }, человек № { $number }</b> Всё снова будет работать, и человек об этом узнает.
customer-unban-yes = ✅ Разблокировать
customer-unban-done = ✅ { $name }, человек № { $number }: блокировка снята. Решение: { $member }.
customer-unban-impossible = Ничего не сделано: блокировки уже нет, или данные человека удалены.

## Gifts

customer-gift-choose = 🎁 Какой набор подарить? { $name }, человек № { $number }
customer-gift-tier = { $tier }: { $count } фото ({ $price })
customer-gift-ask = { $member }, почему дарим набор? { $name }, человек № { $number }. Ответьте на это сообщение; прочитает только команда.
customer-gift-no-tier = Такого набора больше нет.
customer-gift-preview =
    🎁 <b>Подарить набор? { $name }, человек № { $number }</b>
    { $tier }
    Причина: { $reason }

    Человек узнает об этом и сам выберет аватар и стиль. Доходом это не считается.
customer-gift-yes = 🎁 Подарить
customer-gift-done = 🎁 { $name }, человек № { $number }: подарен набор { $tier }, платёж № { $payment }. Решение: { $member }.
customer-gift-impossible = Ничего не подарено: данные человека удалены, или такого набора больше нет.

## Writing to people

customer-write-ask = { $member }, что написать? { $name }, человек № { $number }. Ответьте на это сообщение. Слова станут частью обращения, и на них можно будет ответить.
customer-write-preview =
    ✉️ { $name }, человек № { $number }, прочитает:

    { $words }
customer-write-to-banned = 🚫 { $name }: блокировка, ответить человек не сможет.
customer-write-yes = ✉️ Отправить
customer-write-done = ✉️ { $name }, человек № { $number }: написано в обращении { $ticket }. Автор: { $member }.
customer-write-impossible = Ничего не отправлено: данные этого человека удалены.

## Erasing people

customer-erase-preview = 🗑 <b>Удалить данные навсегда? { $name }, человек № { $number }</b>
customer-erase-photos = Исчезнут: присланные фото ({ $photos }), портреты ({ $portraits }), слова обращений ({ $tickets }).
customer-erase-running = 🖼 Остановится, а несделанное вернётся деньгами: { $count ->
    [one] { $count } набор
    [few] { $count } набора
    [many] { $count } наборов
   *[other] { $count } наборов
}
customer-erase-refundable = ↩️ Вернётся, так как ничего не сделано: { $count ->
    [one] { $count } платёж
    [few] { $count } платежа
    [many] { $count } платежей
   *[other] { $count } платежей
}
customer-erase-lapsing = ⚠️ Пропадёт, так как вернуть нельзя: { $count ->
    [one] { $count } неиспользованный набор
    [few] { $count } неиспользованных набора
    [many] { $count } неиспользованных наборов
   *[other] { $count } неиспользованных наборов
}
customer-erase-balance = ⚠️ Пропадёт: { $amount } на балансе
customer-erase-requested = ⚠️ Пропадёт: { $amount }, запрошено и ещё не отправлено
customer-erase-sending = ⏳ Дождёмся: { $amount } отправляется
customer-erase-final = Отменить это нельзя. Платежи останутся в учёте без имени. Человек об этом узнает.
customer-erase-yes = 🗑 Удалить всё
customer-erase-done = 🗑 Данные человека № { $number } удаляются. Решение: { $member }.
customer-erase-impossible = Ничего не сделано: данные человека № { $number } уже удалены или удаляются.

## What people are told

customer-news-banned = Ваш аккаунт здесь заблокирован. Всё, что вы оплатили и не использовали, вернётся само. О данных и платежах: /privacy, /paysupport
customer-news-banned-for =
    Ваш аккаунт здесь заблокирован: { $reason }.

    Всё, что вы оплатили и не использовали, вернётся само. О данных и платежах: /privacy, /paysupport
customer-news-unbanned = ✅ Ваш аккаунт снова открыт. С возвращением!
customer-news-gift =
    🎁 <b>Набор для вас: { $count } фото</b>

    Это от нас, платить не нужно. Выберите аватар и стиль, и мы начнём.
customer-news-gift-start = ✨ Начать
customer-news-erasing = 🗑 Как вы просили нашу команду, мы удаляем ваши фото и данные. Напишем, когда всё будет готово.

## A payment and its set

order-usage =
    Какой платёж? Напишите его номер, номер набора, начало заказа или номер списания у провайдера:
    <code>/order 12</code>
order-none =
    По «{ $words }» платёж не нашёлся.

    Попробуйте номер платежа или набора: <code>/order 12</code>
order-several = Подходит несколько платежей. Какой нужен?
order-hit-payment = платёж № { $number }
order-hit-set = платёж № { $number }, набор № { $label }
order-hit-order = платёж № { $number }, заказ { $label }
order-hit-charge = платёж № { $number }, по списанию
order-unknown = Платежа № { $number } нет.
order-head = 🧾 <b>Платёж № { $number }</b> · { $price } · { $method } · { $status } · { $count } фото
order-person = 👤 { $name }, человек № { $number }
order-payer-gone = 👤 Данные плательщика удалены
order-set = 🖼 Набор № { $number }: { $made } из { $total } фото
order-set-running = 🖼 Набор № { $number } делается: { $made } из { $total } фото
order-page = Страница { $page } из { $pages }
order-refresh = 🔄 Обновить
order-invoiced = 🧾 Счёт на { $price }, { $style }, открыт до { $until }, заказ <code>{ $order }</code>
order-offered = 🧾 Предложение на { $price }, { $style }, открыто до { $until }, заказ <code>{ $order }</code>; как платить, показано не было
order-expired = ⌛ Срок предложения вышел
order-given = 🎁 Подарено командой
order-given-by = 🎁 Подарок от { $by }: { $reason }
order-paid = ✅ Оплачено { $price }, списание <code>{ $charge }</code>
order-earned = 🤝 { $amount } человеку № { $number }, когда будет доставлено
order-credited = 🤝 { $amount } зачислено человеку № { $number }
order-taken-back = 🤝 { $back } из { $amount } снято у человека № { $number }
order-set-began = 🎬 Набор № { $number } начат: { $style }, { $total } фото
order-reroll-began = 🔄 Фото { $scene } переделывается ({ $reason }), набор № { $number }
order-photo-made = 📸 Фото { $scene }: готово, { $model }, { $attempts ->
    [one] { $attempts } попытка
    [few] { $attempts } попытки
    [many] { $attempts } попыток
   *[other] { $attempts } попыток
}
order-photo-failed = ❌ Фото { $scene }: не получилось, { $attempts ->
    [one] { $attempts } попытка
    [few] { $attempts } попытки
    [many] { $attempts } попыток
   *[other] { $attempts } попыток
}, последней была { $model }
order-photo-pending = ⏳ Фото { $scene }: делается, { $attempts ->
    [one] { $attempts } попытка
    [few] { $attempts } попытки
    [many] { $attempts } попыток
   *[other] { $attempts } попыток
}
order-photo-of = { " " }(набор № { $number })
order-photo-excused = , сорвано сбоями: { $count }
order-album-began = 📤 Альбом { $album } отправляется: { $count } фото
order-album-sent = 📬 Альбом { $album } отправлен: { $count } фото
order-set-delivered = 🏁 Набор № { $number } доставлен: { $ready } из { $total }
order-set-ended = 🏁 Набор № { $number } закончен: { $ready } из { $total }
order-set-failed = ❌ Набор № { $number } не получился: { $ready } из { $total }
order-set-stopped = ⏹ Набор № { $number } остановлен: платёж возвращается
order-refund-wanted = ↩️ { $share ->
    [part] Часть, { $price },
   *[whole] { $price }
} к возврату ({ $reason })
order-refund-by-hand = , отправить вручную: { $note }
order-refund-asked = ↩️ { $price }: запрос у провайдера
order-refund-done = ✅ { $price } возвращено
order-staff = 🧑‍💼 { $who }: { $action }
order-ticket = 💬 Обращение { $number }: { $subject }
order-follow-up = 📌 { $by } вернётся к этому { $at }: { $note }
order-followed-up = ✔️ Посмотрел(а) { $by }
order-complete = 🔁 Доделать недостающие: { $missing }
order-send-again = 📤 Отправить снова
order-remake = 🔄 Переделать одно
order-refund-part = ↩️ Вернуть { $price } за недостающее
order-follow-up-button = 📌 Вернуться позже
order-done-button = ✔️ Готово
order-no-set = Такого набора у платежа № { $number } сейчас нет.
order-nothing-missing = Доделывать нечего: всё готово, делается или возвращено.
order-without-photos = Фото аватара удалены, поэтому доделать нельзя.
order-completing = Недостающие фото делаются; клиент видит, как идёт дело.
order-sending = Набор отправляется клиенту.
order-choose = Какое фото набора № { $number } переделать?
order-what-is-wrong = Что с ним не так?
order-not-me = Не похоже на человека
order-hands = Руки
order-clothes = Одежда
order-other-wish = пожелание своими словами
order-no-remake = Переделать нельзя: уже делается, возвращено, или фото аватара удалены.
order-remaking = 🔄 Фото по платежу № { $number } переделывается; клиент получит его рядом со старым. Решение: { $member }.

## Payments to look at again

follow-up-when = 📌 Когда вернуться к платежу № { $number }?
follow-up-in-an-hour = Через час
follow-up-tomorrow = Завтра
follow-up-in-three-days = Через три дня
follow-up-in-a-week = Через неделю
follow-up-note = { $member }, что посмотреть в платеже № { $number }? Ответьте на это сообщение заметкой.
follow-up-bad-note = В заметке должно быть от 1 до { $most } знаков. Ответьте на вопрос ещё раз.
follow-up-made = 📌 К платежу № { $number } вернёмся { $at }. Записал(а) { $member }.
follow-up-due = 📌 <b>Платёж № { $number }: пора вернуться.</b> Заметка ({ $by }): { $note }
follow-up-show = 🧾 Платёж № { $number }
follow-up-done = Сделано: { $by }.
follow-up-gone = Этой заметки к платежу № { $number } больше нет.
follow-ups = <b>📌 Вернуться: { $count }</b>
follow-ups-none = Возвращаться не к чему.
follow-up-line = № { $number } · { $at } · { $by }: { $note }
follow-up-line-due = ❗ № { $number } · { $at } · { $by }: { $note }
