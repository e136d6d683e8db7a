## Стол сотрудников: выплаты в группе

staff-command-withdrawals = Выплаты: открытые, мои, отправленные; с месяцем, например 2026-03, — файлом
staff-command-withdrawal = Показать карточку выплаты ещё раз: /withdrawal 12
staff-command-reject = Отклонить выплату своими словами, ответом на её карточку

payout-title = 💸 <b>№ { $number } · { $amount }</b> · { $destination }
payout-method-card = карта
payout-method-bank = банк
payout-method-wallet = кошелёк TON
payout-method-unknown = неизвестный способ
payout-state-pending = 🆕 Ждёт одобрения
payout-state-both = 🆕 Ждёт одобрения двоих из вас
payout-state-second = 🕐 Одобрено: { $name }. Нужно одобрение ещё одного сотрудника
payout-state-approved = ✅ Одобрено, можно отправлять
payout-state-in-hand = ✋ Отправляет { $name }, с { $at }
payout-state-sent = 💸 Отправлено
payout-state-rejected = ✖️ Отклонено: { $reason }
payout-state-withdrawn = ↩️ Пользователь отозвал заявку
payout-below-zero = ⛔ После возврата баланс ниже нуля: { $amount }. Пока он не выровняется, одобрить или отправить выплату нельзя.
payout-person = 👤 { $name } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · пользователь { $id }
payout-person-username = 👤 { $name } · @{ $username } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · пользователь { $id }
payout-person-unknown = 👤 Кто-то без Telegram · пользователь { $id }
payout-person-banned = 🚫 Заблокирован
payout-person-leaving = 👤 Пользователь попросил стереть его данные. Пока выплату отправляют, удаление ждёт.
payout-balance = 💰 Баланс { $before }, после выплаты { $after } · всего заработано { $earned }
payout-balance-now = 💰 Баланс { $balance } · всего заработано { $earned }
payout-requested = 🕓 Запрошено { $at }

payout-check-since = 🔎 С нами с { $day }
payout-check-first = • Первая выплата
payout-check-before =
    • Уже отправлено: { $count ->
        [one] { $count } выплата
        [few] { $count } выплаты
       *[many] { $count } выплат
    }, { $amount }
payout-check-brought =
    • Пришло по ссылке: { $brought ->
        [one] { $brought } человек
        [few] { $brought } человека
       *[many] { $brought } человек
    }, из последних платили: { $buyers }
payout-check-returned =
    • { $payments ->
        [one] Из { $payments } платежа
        [few] Из { $payments } платежей
       *[many] Из { $payments } платежей
    } вернулось { $returned } ({ $share } %)
payout-check-marked = • Хоть один из признаков, пусть и случайно: у { $marked } из { $buyers } ({ $share } %)
payout-verdict-fine = ✅ <b>Ничего необычного</b>
payout-verdict-look = ⚠️ <b>Присмотритесь:</b>
payout-notice-young = – аккаунту меньше трёх дней
payout-notice-returned = – вернулось { $share } % платежей
payout-mark-device = – то же устройство, что у автора заявки или у другого приглашённого: { $people }
payout-mark-email = – та же почта для чеков, что у автора заявки или у другого приглашённого: { $people }
payout-mark-wallet = – платили с кошелька, на который идёт выплата, или с того же, что автор заявки или другой приглашённый: { $people }
payout-mark-faces = – те же фотографии, что у автора заявки или у другого приглашённого: { $people }
payout-mark-hasty = – купили в первые пять минут после /start: { $people }
payout-mark-returned = – единственная покупка вернулась: { $people }
payout-mark-gone = – после покупки больше не появлялись: { $people }

payout-step-approved = { $at } ✅ одобрение: { $name }
payout-step-taken = { $at } ✋ в работе: { $name }
payout-step-given-back = { $at } ↩️ не отправлено, снова в очереди: { $name }
payout-step-sent = { $at } 💸 отправлено: { $name }
payout-step-rejected = { $at } ✖️ отклонено: { $name }
payout-step-other = { $at } { $name }

payout-approve = ✅ Одобрить
payout-reject = ✖️ Отклонить
payout-send = 💸 Отправить
payout-open-details = 📋 Реквизиты
payout-details = 👁 Поверх чата
payout-details-part = 👁 { $part }/{ $parts }
payout-sent = ✅ Отправлено
payout-not-sent = ↩️ Не отправлено
payout-no = ‹ Нет
payout-not-yet = ‹ Ещё нет
payout-details-alert =
    { $amount } →
    { $details }
payout-private-wait = Секунду …
payout-private = 💸 <b>№ { $number } · { $amount }</b>
payout-private-wallet = Отправьте столько TON, сколько выходит по сегодняшнему курсу.
payout-private-foot = Это сообщение исчезнет, когда с отправкой будет закончено, самое позднее через 15 минут.
payout-private-copy-details = 📋 Скопировать реквизиты
payout-private-copy-amount = 📋 Скопировать сумму
payout-private-over = № { $number } больше не у вас в работе.
payout-private-gone = 🗑 Здесь больше ничего нет.
payout-details-unreadable = Реквизиты не открыть: ключа больше нет. Верните выплату в очередь кнопкой «Не отправлено» и отклоните из-за реквизитов: пользователь запросит её снова.

payout-ask-approve = { $name }, одобрить № { $number }: { $amount }, { $destination }?
payout-yes-approve = ✅ Да, одобрить
payout-done-approved = ✅ № { $number }: { $amount }, { $destination }. Одобрение: { $name }. Теперь её можно отправлять.
payout-done-first = 🕐 № { $number }: { $amount }, { $destination }. Одобрение: { $name }. Нужен ещё один сотрудник.
payout-ask-sent = { $name }, { $amount } по № { $number } точно ушли ({ $destination })? Отменить это будет нельзя.
payout-yes-sent = ✅ Да, отправлено
payout-done-sent = 💸 № { $number }: { $amount }, { $destination }. Отправка: { $name }.
payout-ask-not-sent = { $name }, вернуть № { $number } ({ $amount }, { $destination }) в очередь? Только если ничего не отправлено.
payout-ask-take-from = { $name }, забрать № { $number } ({ $amount }, { $destination }), с которой работает { $holder }? Сначала спросите, не ушли ли деньги: иначе они уйдут дважды.
payout-yes-not-sent = ↩️ Ничего не отправлено
payout-done-given-back = ↩️ № { $number }: { $amount }, { $destination }. Не отправлено, снова в очереди: { $name }. Её снова можно отправить.
payout-choose-reason = { $name }, почему отклоняем № { $number } ({ $amount }, { $destination })? Пользователь прочтёт причину, а деньги вернутся на баланс.
payout-other-reason = ✏️ Другая причина
payout-ask-for-words = { $name }, ответьте на это сообщение причиной для № { $number } ({ $amount }, { $destination }). Пользователь прочтёт её слово в слово. { $language }
payout-ask-reject =
    { $name }, отклонить № { $number } ({ $amount }, { $destination })? Пользователь прочтёт:

    «{ $reason }»

    { $language }
payout-reads-en = Он пользуется ботом на английском.
payout-reads-ru = Он пользуется ботом на русском.
payout-yes-reject = ✖️ Да, отклонить
payout-done-rejected = ✖️ № { $number }: { $amount }, { $destination }. Отклонено: { $name }. Деньги снова на балансе.
payout-left-alone = № { $number } остаётся как есть.
payout-reject-which = Ответьте на карточку выплаты командой /reject с причиной или начните с номера: /reject 12 …
payout-reason-too-long = Покороче, пожалуйста: не больше { $most } знаков.
payout-words-lost = Этот текст с тех пор изменили или удалили. Напишите его, пожалуйста, ещё раз.

payout-unknown = Такой выплаты нет.
payout-not-asked = Спрашивали не вас. Воспользуйтесь, пожалуйста, кнопками карточки.
payout-own = Это ваша собственная выплата: решать и отправлять должен кто-то другой.
payout-twice = Вы её уже одобрили. Теперь нужен ещё один сотрудник.
payout-waits-below-zero = После возврата баланс ниже нуля. Пока он не выровняется, одобрить или отправить выплату нельзя.
payout-waits-banned = Этот человек заблокирован. Одобрить или отправить выплату нельзя, отклонить можно.
payout-stands-pending = № { $number } ждёт одобрения.
payout-stands-approved = № { $number } уже одобрена, последнее одобрение: { $name }.
payout-stands-in-hand = № { $number } сейчас отправляет { $name }.
payout-stands-sent = № { $number } уже отправлена: { $name }.
payout-stands-rejected = № { $number } уже отклонена: { $name }.
payout-stands-withdrawn = № { $number } отозвал сам пользователь.

payout-remind-pending = ⏰ № { $number }, { $amount }, ждёт одобрения с { $since }. Кто отвечает за выплаты, примите, пожалуйста, решение.
payout-remind-second = ⏰ № { $number }, { $amount }, ждёт второго одобрения с { $since }. Первое уже есть: { $name }. Нужно решение любого другого сотрудника.
payout-remind-approved = ⏰ № { $number }, { $amount }, одобрена { $since }, но её никто не отправляет. Кто отвечает за выплаты, отправьте её, пожалуйста.
payout-remind-in-hand = ⏰ <a href="tg://user?id={ $id }">{ $name }</a>, № { $number }, { $amount }, у вас в работе с { $since }. Отправлено?

payout-list-open =
    { $count ->
        [0] 💸 <b>Отправлять нечего.</b>
        [one] 💸 <b>Открыта { $count } выплата</b>
        [few] 💸 <b>Открыты { $count } выплаты</b>
       *[many] 💸 <b>Открыто { $count } выплат</b>
    }
payout-list-mine =
    { $count ->
        [0] ✋ <b>У вас в работе ничего нет.</b>
        [one] ✋ <b>У вас в работе { $count } выплата</b>
        [few] ✋ <b>У вас в работе { $count } выплаты</b>
       *[many] ✋ <b>У вас в работе { $count } выплат</b>
    }
payout-list-sent =
    { $count ->
        [0] ✅ <b>За последние 30 дней ничего не отправлено.</b>
        [one] ✅ <b>За последние 30 дней отправлена { $count } выплата</b>
        [few] ✅ <b>За последние 30 дней отправлено { $count } выплаты</b>
       *[many] ✅ <b>За последние 30 дней отправлено { $count } выплат</b>
    }
payout-list-sum = { $method }: { $count }, { $amount }
payout-line-pending = № { $number } · { $amount } · { $destination } · 🆕 { $at }
payout-line-approved = № { $number } · { $amount } · { $destination } · ✅ отправить, { $at }
payout-line-in-hand = № { $number } · { $amount } · { $destination } · ✋ { $at }
payout-line-sent = № { $number } · { $amount } · { $destination } · 💸 { $at }
payout-line-rejected = № { $number } · { $amount } · { $destination } · ✖️ { $at }
payout-show-open = 🆕 Открытые
payout-show-mine = ✋ Мои
payout-show-sent = ✅ Отправленные
payout-number = № { $number }
payout-page = { $page } из { $pages }
payout-file = 📄 Файлом
payout-file-caption =
    Отправлено, { $span }: { $count ->
        [one] { $count } выплата
        [few] { $count } выплаты
       *[many] { $count } выплат
    }, { $amount }
payout-column-number = Номер
payout-column-requested = Запрошено
payout-column-sent = Отправлено
payout-column-amount = Сумма, RUB
payout-column-method = Способ
payout-column-details = Реквизиты
payout-column-user = Человек
payout-column-approved-by = Одобрение
payout-column-sent-by = Отправка
payout-which-month = Назовите месяц, например /withdrawals 2026-03.
payout-which = Назовите выплату, например /withdrawal 12.
payout-shown = Карточка № { $number } теперь последняя в теме «{ $topic }».
payout-not-shown = Выплаты № { $number } нет, или пользователь стёр свои данные.

## Почему выплата отклонена: что читает человек и кнопки сотрудников

withdrawal-reason-details = По этим реквизитам отправить не получилось. Проверьте их, пожалуйста, и запросите выплату ещё раз.
withdrawal-reason-method = Этим способом сейчас отправить не можем. Выберите, пожалуйста, другой.
withdrawal-reason-refunds = Покупки, за которые это начислено, вернули или скоро вернут.
withdrawal-reason-own-purchases = Похоже, вы купили по собственной ссылке. Если это не так, напишите нам: /support
withdrawal-reason-erased = Аккаунт стёрт.
withdrawal-reason-label-details = 💳 Реквизиты не подходят
withdrawal-reason-label-method = 🔁 Способ сейчас недоступен
withdrawal-reason-label-refunds = ↩️ Платежи за ней вернулись
withdrawal-reason-label-own-purchases = 🪞 Покупки по своей ссылке

## Being paid what one has earned

withdraw-off =
    <b>Выводить пока нельзя</b>

    Всё заработанное ({ $available }) сохраняется за вами.
withdraw-off-nothing =
    <b>Выводить пока нельзя</b>

    Всё, что вы заработаете, сохранится за вами.
withdraw-not-yet =
    <b>Ещё немного</b>

    У вас { $available }. Вывести можно от { $least }, не хватает { $missing }.
withdraw-below-zero =
    <b>Ваш баланс: { $available }</b>

    За одну из покупок вернули деньги уже после того, как вы вывели заработанное с неё. Отдавать ничего не нужно: следующие начисления всё выровняют, и от { $least } снова можно будет выводить.
withdraw-waits = Заявка № { $id } ждёт: за покупку вернули деньги, не хватает { $missing }. Следующие начисления это покроют, доплачивать ничего не нужно.
withdraw-waits-less = А можно отозвать её и запросить меньше: на балансе будет { $after }.
withdraw-reserved = Ещё { $amount } в заявках, которые сейчас выполняются.
withdraw-link-button = 🎁 Моя ссылка
withdraw-list-button = 🧾 Мои выводы

withdraw-amount =
    <b>Можно вывести { $available }</b>

    Сколько отправить? Нажмите на сумму или напишите свою, например 1500. Самая маленькая: { $least }.
withdraw-amount-none =
    Не могу прочитать сумму. Напишите её в рублях, например 1500 или 1500,50, или нажмите на одну из кнопок.

    Можно вывести: { $available }. Самая маленькая сумма: { $least }.
withdraw-amount-little =
    Столько отправить не получится: самая маленькая сумма { $least }.

    Можно вывести: { $available }. Сколько отправить?
withdraw-amount-many =
    На сегодня заявок уже достаточно. Попробуйте завтра: всё заработанное остаётся у вас.

    Можно вывести: { $available }. Самая маленькая сумма: { $least }.
withdraw-amount-much =
    Это больше, чем есть: вывести можно { $available }.

    Сколько отправить? Самая маленькая сумма: { $least }.
withdraw-all = Всё: { $amount }
# Words for everything that is there, between commas.
withdraw-signs-all = все, всё, всю сумму, все деньги
# What people write beside an amount, between commas.
withdraw-signs-currency = р, р., руб, руб., рубль, рубля, рублей, рубли
withdraw-stop = Отмена
withdraw-stopped = Заявки нет, с баланса ничего не списано.
withdraw-again = 💸 Вывести
withdraw-lapsed = Этот разговор уже закончен. Начните заново: /withdraw
withdraw-old-summary = С тех пор вы что-то поменяли. Посмотрите последнее сообщение или начните заново: /withdraw

withdraw-method =
    <b>{ $amount }</b>

    Куда отправить?
withdraw-method-card = 💳 На карту
withdraw-method-bank = 🏦 В банк по номеру телефона (СБП)
withdraw-method-wallet = 💎 На кошелёк TON
withdraw-other-amount = ‹ Другая сумма
withdraw-other-method = ‹ Другой способ
withdraw-other-details = ✏️ Ввести заново

withdraw-ask-card =
    <b>{ $amount } на карту</b>

    Пришлите номер карты: от 16 до 19 цифр. Больше ничего: срок и коды с карты мы никогда не спрашиваем.

    Ваше сообщение я сразу удалю. Номер увидит только тот, кто отправит вам деньги, а потом он не хранится.
withdraw-ask-bank =
    <b>{ $amount } по номеру телефона</b>

    Пришлите номер мобильного, по которому вас знает банк, например +7 916 123-45-67. Перевод придёт через СБП.

    Ваше сообщение я сразу удалю. Номер увидит только тот, кто отправит вам деньги, а потом он не хранится.
withdraw-ask-bank-name =
    <b>{ $amount } по номеру телефона</b>

    В какой банк отправить? Нажмите на него или напишите название.
withdraw-ask-wallet =
    <b>{ $amount } на кошелёк TON</b>

    Пришлите адрес кошелька, он начинается с UQ или EQ. Сумма остаётся в рублях: мы отправим столько TON, сколько она стоит по курсу в день отправки.

    Ваше сообщение я сразу удалю. Адрес увидит только тот, кто отправит вам деньги, а потом он не хранится.

withdraw-bank-sber = Сбер
withdraw-bank-tbank = Т-Банк
withdraw-bank-vtb = ВТБ
withdraw-bank-alfa = Альфа-Банк
withdraw-bank-gazprom = Газпромбанк
withdraw-bank-raiffeisen = Райффайзенбанк
withdraw-bank-ozon = Озон Банк
withdraw-bank-yandex = Яндекс Банк

withdraw-to-card = на карту { $masked }
withdraw-to-bank = по телефону { $masked }
withdraw-to-wallet = на кошелёк TON { $masked }
withdraw-summary =
    <b>Всё верно?</b>

    Сумма: { $amount }
    Куда: { $to }

    Когда вы подтвердите, сумма спишется с доступного и будет ждать отправки.
withdraw-summary-wallet =
    <b>Всё верно?</b>

    Сумма: { $amount }, в TON по курсу в день отправки
    Куда: { $to }

    Когда вы подтвердите, сумма спишется с доступного и будет ждать отправки.
withdraw-confirm = ✅ Да, отправить { $amount }
withdraw-not-deleted = ⚠️ Не получилось удалить ваше сообщение. Удалите его, пожалуйста, сами: нажмите на него и выберите «Удалить».

withdraw-once-more = Пришлите ещё раз, пожалуйста. Сообщение я снова удалю.
withdraw-mistake-no-text = Напишите, пожалуйста, текстом: из другого я прочитать не могу.
withdraw-mistake-buttons = Нажмите, пожалуйста, на одну из кнопок.
withdraw-mistake-bank = ⚠️ Это не похоже на название банка: нужно от 2 до 64 букв, например Сбер.
withdraw-mistake-card-letters = ⚠️ В номере карты только цифры, а здесь есть что-то ещё.
withdraw-mistake-card-short =
    ⚠️ В номере карты от 16 до 19 цифр, а здесь { $digits ->
        [one] { $digits } цифра
        [few] { $digits } цифры
       *[many] { $digits } цифр
    }. Каких-то не хватает.
withdraw-mistake-card-long =
    ⚠️ В номере карты от 16 до 19 цифр, а здесь { $digits ->
        [one] { $digits } цифра
        [few] { $digits } цифры
       *[many] { $digits } цифр
    }. Это слишком много.
withdraw-mistake-card-group =
    ⚠️ Проверьте группу { $number }: в ней { $digits ->
        [one] { $digits } цифра
        [few] { $digits } цифры
       *[many] { $digits } цифр
    } вместо 4.
withdraw-mistake-card-checksum = ⚠️ Карты с таким номером не бывает: какая-то цифра неверна или две поменялись местами. Сверьте, пожалуйста, с картой.
withdraw-mistake-phone-letters = ⚠️ В номере телефона только цифры, а здесь есть что-то ещё.
withdraw-mistake-phone-length =
    ⚠️ В российском номере 11 цифр, а здесь { $digits ->
        [one] { $digits } цифра
        [few] { $digits } цифры
       *[many] { $digits } цифр
    }.
withdraw-mistake-phone-foreign = ⚠️ В российский банк переводят по российскому мобильному: он начинается с +7 9.
withdraw-mistake-wallet = ⚠️ Это не адрес кошелька TON. Скопируйте его в кошельке, он начинается с UQ или EQ.
withdraw-mistake-wallet-length =
    ⚠️ В адресе кошелька TON 48 знаков, а здесь { $letters ->
        [one] { $letters } знак
        [few] { $letters } знака
       *[many] { $letters } знаков
    }. Скопируйте его в кошельке, он начинается с UQ или EQ.
withdraw-mistake-wallet-checksum = ⚠️ В этом адресе неверный знак. Лучше скопируйте его в кошельке, чем набирать вручную.
withdraw-mistake-wallet-test = ⚠️ Это адрес тестовой сети, деньги там ненастоящие. Скопируйте адрес основной сети, он начинается с UQ или EQ.
withdraw-mistake-wallet-raw = ⚠️ В такой записи адреса опечатку никто не заметит. Скопируйте ту, что начинается с UQ или EQ.

withdraw-taken =
    ✅ <b>Заявка № { $id } принята</b>

    { $amount } { $to }. Сумма списана с доступного и ждёт отправки.

    Сотрудник проверит заявку, одобрит её и отправит деньги. Обычно это занимает день-два, и о каждом шаге я вам напишу. От вас больше ничего не нужно. Пока заявка не одобрена, её можно отозвать.
withdraw-list = <b>Ваши выводы</b>
withdraw-list-none = Вы ещё ничего не выводили.
withdraw-list-line = { $sign } № { $id } · { $day } · { $amount }
withdraw-sign-pending = ⏳
withdraw-sign-approved = 👍
withdraw-sign-paying = 💸
withdraw-sign-completed = ✅
withdraw-sign-cancelled = ↩️
withdraw-sign-rejected = ✖️
withdraw-newer = ‹ Новее
withdraw-older = Старше ›
withdraw-request =
    <b>Заявка № { $id }</b>

    Подана: { $day }
    Сумма: { $amount }
    Куда: { $to }
    Статус: { $status }
withdraw-request-usual = Обычно это занимает день-два.
withdraw-request-reason = Причина: { $reason }
withdraw-request-ended = Закрыта: { $day }
withdraw-status-pending = ⏳ на проверке
withdraw-status-approved = 👍 одобрена
withdraw-status-paying = 💸 отправляется
withdraw-status-completed = ✅ отправлено
withdraw-status-cancelled = ↩️ отозвана
withdraw-status-rejected = ✖️ не отправлено
withdraw-gone = Такой заявки не нахожу. Загляните в /withdraw
withdraw-cancel = ↩️ Отозвать
withdraw-cancel-ask = Отозвать заявку № { $id }? { $amount } вернутся на ваш баланс.
withdraw-cancel-yes = Да, отозвать
withdraw-cancel-no = Нет, оставить
withdraw-cancel-late = Отозвать её уже нельзя.

withdraw-told-approved =
    👍 <b>Заявка № { $id } одобрена</b>

    Теперь отправим { $amount } { $to }. Обычно это занимает день-два. Напишу вам, когда деньги уйдут.
withdraw-told-completed =
    💸 <b>Деньги по заявке № { $id } отправлены</b>

    { $amount } { $to }. Как скоро они появятся, зависит от вашего банка. Если не придут, напишите в /support.
withdraw-told-completed-wallet =
    💸 <b>Деньги по заявке № { $id } отправлены</b>

    { $amount } в TON по сегодняшнему курсу { $to }. Если не придут, напишите в /support.
withdraw-told-rejected =
    ↩️ <b>Деньги по заявке № { $id } не отправлены</b>

    Причина: { $reason }

    { $amount } снова на вашем балансе.
withdraw-told-rejected-unsaid =
    ↩️ <b>Деньги по заявке № { $id } не отправлены</b>

    { $amount } снова на вашем балансе. Если непонятно почему, напишите в /support.

# Своя страница: ссылка и то, что она заработала.
referral-command = Пригласить друзей и заработать
referral-menu = 🎁 Пригласить друзей
referral-invitation =
    <b>Приглашайте друзей и получайте { $percent }%</b>

    С каждого набора, который купит пришедший по вашей ссылке, вам идёт { $percent }%. Деньги ваши, как только его портреты доставлены. Если покупку вернут, вернётся и ваша доля.

    Ваша ссылка: <code>{ $link }</code>
referral-people = 👥 Пришли: <b>{ $invited }</b>, купили: <b>{ $paid }</b>
referral-earned = ✨ Всего заработано: <b>{ $amount }</b>
referral-on-hold = ⏳ Ждёт доставки портретов: <b>{ $amount }</b>
referral-available = 💰 Доступно: <b>{ $amount }</b>
referral-under-way = 💸 В заявках на вывод: <b>{ $amount }</b>
referral-withdrawn = ✅ Выплачено: <b>{ $amount }</b>
referral-month =
    📅 { $month }: <b>{ $amount }</b>, { $count ->
        [one] { $count } покупка
        [few] { $count } покупки
        [many] { $count } покупок
       *[other] { $count } покупки
    }
referral-payout-how = Вывести можно от { $least }: на карту, по номеру телефона или на кошелёк TON.
referral-payout-missing = Вывести можно от { $least }: осталось { $missing }.
referral-payout-open = Вывести можно в любой момент.
referral-payout-below-zero = Баланс ниже нуля: за покупку вернули деньги, когда ваша доля уже была выведена. Следующие начисления это покроют, делать ничего не нужно.
referral-payout-closed = Выплаты пока не открыты. Всё заработанное сохраняется за вами.
referral-share = 📤 Поделиться с друзьями
referral-share-words = PinGlass делает ИИ-портреты из нескольких селфи прямо в чате. Загляните:
referral-copy = 📋 Скопировать
referral-qr = ▦ QR-код
referral-qr-caption =
    <b>Ваша ссылка картинкой</b>

    Друг наводит камеру и сразу попадает сюда: <code>{ $link }</code>
referral-qr-back = ‹ Назад
referral-withdraw = 💸 Вывести
referral-partner-page = 📊 Страница партнёра
referral-become-partner = 🤝 Стать партнёром
referral-month-1 = Январь
referral-month-2 = Февраль
referral-month-3 = Март
referral-month-4 = Апрель
referral-month-5 = Май
referral-month-6 = Июнь
referral-month-7 = Июль
referral-month-8 = Август
referral-month-9 = Сентябрь
referral-month-10 = Октябрь
referral-month-11 = Ноябрь
referral-month-12 = Декабрь
referral-picture-about = Что принесли покупки ваших друзей
referral-picture-credited = Зачислено
referral-picture-on-hold = Ждут
referral-picture-purchases = Покупки
referral-picture-by-day = По дням покупки, ₽
referral-picture-taken-back = Снято из-за возвратов покупок: { $amount }
referral-picture-nothing = В этом месяце покупок нет
referral-picture-invite = Зовите друзей, получайте { $percent }%
referral-picture-invite-about = с каждого набора, который они купят
referral-picture-step-1 = Вы отправляете другу ссылку
referral-picture-step-2 = Друг получает портреты
referral-picture-step-3 = { $percent }% от цены набора ваши
referral-picture-examples = Сколько приносит одна покупка
referral-picture-example = { $set }, { $price }

## Partners: the application

partner-offer =
    <b>🤝 PinGlass для партнёров</b>

    Вас читают, смотрят или слушают? Тогда за тех, кого вы приведёте, можно получать больше:

    • <b>{ $rate }%</b> с каждой оплаты приведённых вами людей вместо { $usual }%
    • до { $links } ссылок со своими названиями, по одной на канал или публикацию
    • переходы, регистрации, покупки и заработок по каждой ссылке и дню, картинкой и таблицей

    Мы зададим шесть коротких вопросов. Ответы читает человек из нашей команды, обычно за два дня.
partner-refused-before =
    Прошлую заявку мы не приняли.
    { $reason }
partner-apply = ✍️ Подать заявку
partner-again = 🤝 К партнёрской программе
partner-closed =
    <b>🤝 PinGlass для партнёров</b>

    Сейчас мы не принимаем заявки. Загляните, пожалуйста, позже.
partner-waits =
    <b>🤝 Спасибо! Ваша заявка № { $number } у нас.</b>

    Она пришла { $day }. Обычно мы отвечаем за два дня и напишем вам сюда.
partner-waits-since = ⏳ Заявка № { $number } ждёт ответа с { $day }.
partner-cancelled = Ничего не отправлено. Ваших ответов здесь больше нет.
partner-not-applying = Эта анкета закрыта.

partner-question = <b>Вопрос { $number } из { $count }</b>
partner-ask-name = Как вас зовут? Напишите, как к вам обращаться.
partner-ask-email = Какая у вас почта? Пишем туда только о партнёрстве.
partner-ask-handle = Как вас найти в Telegram? Нажмите на своё имя пользователя, напишите другое или скажите, что его нет.
partner-ask-new-handle = Как вас найти в Telegram? Напишите своё имя пользователя, оно начинается с @, или скажите, что его нет.
partner-ask-audience = Сколько людей вы охватываете всего?
partner-ask-channels = Где вас читают и смотрят? Отметьте всё подходящее и напишите названия или ссылки своих каналов, всего до { $most }.
partner-ask-about = Хотите что-то добавить? Например, о чём вы пишете и как рассказали бы о PinGlass. До { $most } знаков.
partner-bad-words = ⚠️ Здесь нужны хотя бы несколько букв, обычным сообщением.
partner-bad-email = ⚠️ Это не похоже на почту. Она выглядит так: name@example.com.
partner-bad-handle = ⚠️ Это не похоже на имя пользователя в Telegram. Оно выглядит так: @anna_blog.
partner-tap-please = ⚠️ Нажмите, пожалуйста, одну из кнопок.
partner-too-long = ⚠️ Слишком длинно, уложитесь, пожалуйста, в { $most } знаков.
partner-too-many-channels = ⚠️ Каналов может быть не больше { $most }. Нажмите на лишний, чтобы убрать его.
partner-no-handle = Нет @имени
partner-no-word = Добавить нечего
partner-done = Готово ›
partner-back = ‹ Назад
partner-cancel = ✖️ Отмена
partner-summary =
    <b>Всё верно?</b>

    Пока ничего не отправлено.
partner-send = ✅ Отправить
partner-answer = <b>{ $field }:</b> { $answer }
partner-none = —
partner-field-name = Имя
partner-field-email = Почта
partner-field-handle = Telegram
partner-field-audience = Аудитория
partner-field-channels = Каналы
partner-field-about = О себе
partner-audience-small = До 5 000 человек
partner-audience-medium = От 5 000 до 50 000 человек
partner-audience-large = Больше 50 000 человек
partner-channel-instagram = Instagram
partner-channel-youtube = YouTube
partner-channel-tiktok = TikTok
partner-channel-telegram = Telegram
partner-channel-vk = VK
partner-channel-blog = Блог или сайт
partner-channel-other = Другое

partner-approved =
    <b>🎉 Теперь вы партнёр PinGlass</b>

    Заявка № { $number } принята. С этой минуты вы получаете { $rate }% с каждой оплаты людей, которых приводите.

    На своей странице можно добавить ссылки с названиями и смотреть, как работает каждая.
partner-refused =
    <b>В этот раз мы не приняли заявку № { $number }</b>

    { $reason }

    Подать новую можно когда угодно, хоть сегодня. Вознаграждение за приглашённых друзей остаётся прежним.
partner-apply-again = ✍️ Подать ещё раз
partner-page = 🤝 Страница партнёра
partner-reason-small = Пока вас читает меньше людей, чем мы ждём от партнёров. Когда их станет больше, с радостью посмотрим снова.
partner-reason-channels = Мы не нашли ваших каналов или не поняли, что они ваши. Назовите их, пожалуйста, со ссылками.
partner-reason-topic = Темы ваших каналов слишком далеки от портретов.
partner-reason-unclear = Из ответов слишком мало понятно. Расскажите, пожалуйста, чуть больше о том, чем вы занимаетесь.
partner-reason-none = Причина не указана.

## Partners: applications in the staff group

application-command = Заявки партнёров: что ждёт и что решено
application-head = <b>🤝 Заявка № { $number }</b>
application-waits = ⏳ ждёт с { $at }
application-approved = ✅ одобрена на { $rate }%: { $name }, { $at }
application-refused = ✖️ отклонена: { $name }, { $at }. { $reason }
application-somebody = кто-то
application-person = 👤 { $name }{ $handle } · id <code>{ $id }</code> · с нами с { $since }
application-banned = 🚫 Доступ к боту закрыт: ссылки никого не приводят.
application-unreachable = 📪 Бот заблокирован, написать не получится.
application-own = 🛍 Свои покупки: { $paid }, возвратов: { $refunded }
application-first = 🆕 Первая заявка
application-earlier = 🗂 Раньше, № { $number }:
application-approve = ✅ Одобрить на { $rate }%
application-rate = { $rate }%
application-refuse = ✖️ Отклонить …
application-no = ‹ Нет
application-ask-approve = Сделать автора заявки № { $number } партнёром на <b>{ $rate }%</b>? Ставка действует для оплат с этого момента, сообщение об этом уйдёт сразу.
application-yes-approve = ✅ Да, одобрить
application-ask-reason = Почему заявка № { $number } отклонена?
application-reason-small = Мало аудитории
application-reason-channels = Каналы не найдены или чужие
application-reason-topic = Не та тема
application-reason-unclear = Слишком мало сказано
application-own-words = ✍️ Своими словами …
application-ask-refuse =
    Отклонить заявку № { $number }? Её автор прочтёт:

    <blockquote>{ $reason }</blockquote>
application-yes-refuse = ✖️ Да, отклонить
application-how-own-words = Ответьте на это сообщение словами для автора заявки № { $number }, на языке автора и до { $most } знаков. Перед отправкой вы увидите их ещё раз.
application-words-too-long = Слишком длинно: не больше { $most } знаков.
application-words-none = Для отказа нужны слова, обычным сообщением.
application-words-changed = Слова с тех пор изменились. Ответьте ими, пожалуйста, ещё раз.
application-left = Заявка № { $number } осталась без решения.
application-now-approved = ✅ Заявка № { $number }: партнёр на { $rate }%. Решение: { $name }.
application-now-refused = ✖️ Заявка № { $number } отклонена: { $name }. { $reason }
application-decided-before = Заявка № { $number } уже решена:
application-reminder = ⏰ Заявка № { $number } ждёт { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }. Мы обещаем ответ за два. Смотрите /applications
application-list =
    <b>🤝 Заявки</b>

    { $count ->
        [0] Никто не ждёт.
        [one] Ждёт { $count }:
        [few] Ждут { $count }:
        [many] Ждут { $count }:
       *[other] Ждут { $count }:
    }
application-list-decided = Решены последними:
application-list-number = № { $number }
application-card-comes = Карточка сейчас появится в теме партнёров.
application-no-card = Автор заявки просит стереть свои данные: карточки больше нет.

## Partners: their page

partner-standing = 🤝 <b>Вы получаете { $percent }%</b>, партнёр с { $since }
partner-was = 🤝 <b>Сейчас вы не партнёр</b> и получаете { $percent }%, как все. Ссылки продолжают работать, а вся их история остаётся здесь.
partner-counts = 👣 Переходов: <b>{ $visits }</b>, регистраций: <b>{ $signups }</b>, покупок: <b>{ $purchases }</b>
partner-credited = ✨ Заработано всего: <b>{ $amount }</b>
partner-on-hold = ⏳ Ждёт, пока будут готовы портреты: <b>{ $amount }</b>
partner-taken-back = ↩️ Снято, потому что покупки вернули: { $amount }
partner-available = 💰 Доступно: <b>{ $amount }</b>
partner-links = 🔗 Ссылки: { $count }
partner-files = 📄 Таблица
partner-to-page = ‹ Страница партнёра
partner-to-link = ‹ Ссылка
partner-to-links = ‹ Все ссылки
partner-recent = Последние 30 дней
partner-not-yours = На вашей странице этого нет.
partner-only-now = Это могут только партнёры.
partner-picture-title = Страница партнёра
partner-picture-recent = Последние 30 дней: { $dates }
partner-picture-visits = Переходы
partner-picture-sign-ups = Регистрации
partner-picture-purchases = Покупки
partner-picture-earned = Заработано по дням покупок, ₽
partner-picture-credited = Зачислено
partner-picture-on-hold = Ждёт
partner-picture-taken = Снято
partner-picture-nothing = За это время ничего
partner-picture-links = Сколько заработали ссылки
partner-picture-steps = { $visits } → { $signups } → { $purchases }
partner-own-link = Своя ссылка
partner-links-head =
    <b>🔗 Ваши ссылки</b>

    Каждая считается отдельно, названия видите только вы. Кроме своей ссылки их может быть до { $most }.
partner-link-line =
    <b>{ $name }</b>
    { $link }
partner-link-line-closed =
    🚫 <b>{ $name }</b>, закрыта
    { $link }
partner-add = ➕ Новая ссылка
partner-link-head = <b>🔗 { $name }</b>
partner-link-address = <code>{ $link }</code>
partner-link-closed = 🚫 Закрыта: она по-прежнему ведёт в бота, но новых людей не приводит. Кого привела раньше, те остаются вашими.
partner-qr = ▦ QR-код
partner-link-picture = 📈 По дням
partner-rename = ✏️ Переименовать
partner-close = 🚫 Закрыть
partner-open = 🔓 Открыть снова
partner-qr-caption =
    <b>{ $name }</b>

    Достаточно навести камеру: <code>{ $link }</code>
partner-ask-link = Как назвать новую ссылку? Название видите только вы. Например: Пост { $day }
partner-ask-rename = Как её теперь назвать? Сама ссылка останется прежней.
partner-too-many-links = У вас { $most } ссылок, и это предел. Любую из них можно переименовать.
partner-file-ask =
    <b>📄 Таблица по дням и ссылкам</b>

    Переходы, регистрации, покупки и заработок. Открывается в Excel, Google Таблицах и Numbers. За какое время?
partner-file-month = Этот месяц
partner-file-last-month = Прошлый месяц
partner-file-year = Этот год
partner-file-all = Всё время
partner-file-caption =
    { $first } – { $last }
    Заработано и зачислено: <b>{ $amount }</b>

    Деньги стоят в строке того дня, когда была покупка, независимо от того, когда их зачислили или сняли.
partner-column-day = День
partner-column-link = Ссылка
partner-column-visits = Переходы
partner-column-sign-ups = Регистрации
partner-column-purchases = Покупки
partner-column-paid = Они оплатили, RUB
partner-column-earned = Заработано, RUB
partner-column-taken-back = Снято, RUB
partner-column-credited = Зачислено, RUB

# Рассказ о заработанном.
earnings-credited = 🎉 Вы заработали <b>{ $amount }</b>: { $count ->
    [one] доставлена { $count } покупка тех, кого вы пригласили.
    [few] доставлены { $count } покупки тех, кого вы пригласили.
   *[many] доставлено { $count } покупок тех, кого вы пригласили.
}
earnings-taken-back = ↩️ Из заработанного вернулось <b>{ $amount }</b>: за покупку вернули деньги.
earnings-balance = Сейчас доступно: <b>{ $amount }</b>.
earnings-below-zero = Пока у вас минус <b>{ $amount }</b>. Сначала его покроют новые начисления, до тех пор вывод подождёт. Доплачивать ничего не нужно.
earnings-page = 🎁 Мои приглашения

# Что узнаёт команда о сверке.
referral-difference =
    🧮 <b>Реферальный учёт расходится.</b>
    Пользователь { $user }: в <code>{ $column }</code> стоит { $stands }, а по строкам выходит { $rows }.
    Ничего не изменено. Все расхождения покажет <code>pinglass check</code>.

## Partners: their terms in the staff group

terms-command = Партнёр: /partner @имя, номер или код. Со ставкой после него: сменить её
terms-command-look = Партнёр: /partner @имя, номер или код
terms-usage =
    <code>/partner @имя</code>, <code>/partner 123456</code> или <code>/partner КОД</code> покажет, как у человека дела.
    <code>/partner КОД 35</code> спросит, дать ли ему 35%.
terms-nobody = Среди тех, кто зарабатывает ссылкой, такого нет. Попробуйте @имя, номер в Telegram или код ссылки.
terms-several = Под это подходят несколько человек: { $ids }. Спросите по одному из этих номеров.
terms-only-admins = Ставки меняют администраторы.
terms-own = Это ваши собственные условия. Изменить их должен кто-то другой.
terms-no-partner = Пользователь № { $id } не партнёр. Заявку подают командой /partner в самом боте.
terms-over = Он больше не партнёр.
terms-head = <b>🤝 Код <code>{ $code }</code></b> · пользователь № { $id }
terms-partner = Партнёр на <b>{ $percent }%</b> с { $since }
terms-partner-ever = Партнёр на <b>{ $percent }%</b>
terms-was-partner = Стал партнёром { $since }, сейчас не партнёр и получает { $percent }%
terms-everybody = Не партнёр, получает { $percent }%, как все
terms-people = 👥 Переходов: { $visits }, привёл: { $people }, из них платили: { $payers }. Покупок: { $purchases }, возвратов: { $refunded }
terms-money = 💰 Зачислено: { $credited }, ждёт: { $hold }, снято: { $taken }. Доступно: { $balance }
terms-links = 🔗 Других ссылок: открытых { $open }, закрытых { $closed }
terms-last = Последний заработок:
terms-earning-credited = { $at } · платёж № { $payment } · { $amount } по { $percent }%, зачислено
terms-earning-hold = { $at } · платёж № { $payment } · { $amount } по { $percent }%, ждёт
terms-earning-taken = { $at } · платёж № { $payment } · снято полностью
terms-change = ✏️ Ставка …
terms-end = ✖️ Завершить …
terms-ask-which = Пользователь № { $id } получает { $percent }%. Какую ставку дать с этого момента? Любую другую: <code>/partner { $id } 35</code>
terms-ask-rate = Пользователь № { $id }: с { $from }% на <b>{ $to }%</b> для оплат с этого момента? Он узнает об этом сразу.
terms-yes-rate = ✅ Да, { $to }%
terms-ask-end = Завершить партнёрство пользователя № { $id }? С этого момента он получает столько же, сколько все. Ссылки продолжат работать, заработанное остаётся за ним. Он узнает об этом сразу.
terms-yes-end = ✖️ Да, завершить
terms-changed-since = Ставку пользователя № { $id } тем временем изменили: сейчас { $percent }%. Больше ничего не сделано.
terms-rate-set = ✅ Пользователь № { $id } теперь получает { $percent }%. Решение: { $name }.
terms-ended = ✖️ Пользователь № { $id } больше не партнёр. Решение: { $name }.
partner-told-rate = 🤝 Ваша партнёрская ставка теперь <b>{ $percent }%</b>. Она действует для оплат с этой минуты, заработанное раньше не меняется.
partner-told-end = 🤝 Ваше партнёрство завершено. С этой минуты вы получаете { $percent }% с оплат, как все. Заработанное остаётся вашим, ссылки продолжают работать.
application-of-oneself = Это ваша собственная заявка. Решить её должен кто-то другой.
