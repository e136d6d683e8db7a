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
payout-below-zero = ⛔ После возврата баланс ниже нуля: { $amount }. Пока он не выровняется, одобрить или отправить выплату нельзя.
payout-person = 👤 { $name } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · человек { $id }
payout-person-username = 👤 { $name } · @{ $username } · <a href="tg://user?id={ $telegram }">{ $telegram }</a> · человек { $id }
payout-person-unknown = 👤 Кто-то без Telegram · человек { $id }
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
    • Привёл { $brought ->
        [one] { $brought } человека
        [few] { $brought } человека
       *[many] { $brought } человек
    }, из последних платили: { $buyers }
payout-check-returned =
    • { $payments ->
        [one] Из { $payments } платежа
        [few] Из { $payments } платежей
       *[many] Из { $payments } платежей
    } вернулось { $returned } ({ $share } %)
payout-check-marked = • Похожи на него самого или друг на друга: { $marked } из { $buyers } ({ $share } %)
payout-verdict-fine = ✅ <b>Ничего необычного</b>
payout-verdict-look = ⚠️ <b>Присмотритесь:</b>
payout-notice-young = – аккаунту меньше трёх дней
payout-notice-returned = – вернулось { $share } % платежей
payout-mark-device = – то же устройство, что у него или у другого: { $people }
payout-mark-email = – та же почта для чеков, что у него или у другого: { $people }
payout-mark-wallet = – платили с кошелька, на который идёт выплата, с его же или с чужого: { $people }
payout-mark-faces = – те же фотографии, что у него или у другого: { $people }
payout-mark-hasty = – купили в первые пять минут после /start: { $people }
payout-mark-returned = – единственная покупка вернулась: { $people }
payout-mark-gone = – после покупки больше не появлялись: { $people }

payout-step-approved = { $at } ✅ одобрение: { $name }
payout-step-taken = { $at } ✋ в работе: { $name }
payout-step-given-back = { $at } ↩️ не отправлено, возвращено: { $name }
payout-step-sent = { $at } 💸 отправлено: { $name }
payout-step-rejected = { $at } ✖️ отклонено: { $name }
payout-step-other = { $at } { $name }

payout-approve = ✅ Одобрить
payout-reject = ✖️ Отклонить
payout-send = 💸 Отправить
payout-details = 👁 Реквизиты
payout-details-part = 👁 { $part }/{ $parts }
payout-sent = ✅ Отправлено
payout-not-sent = ↩️ Не отправлено
payout-no = ‹ Нет
payout-not-yet = ‹ Ещё нет
payout-details-alert =
    { $amount } →
    { $details }
payout-details-unreadable = Реквизиты не открыть: ключа больше нет. Верните выплату кнопкой «Не отправлено» и отклоните из-за реквизитов: человек запросит её снова.

payout-ask-approve = { $name }, одобрить № { $number }: { $amount }, { $destination }?
payout-yes-approve = ✅ Да, одобрить
payout-done-approved = ✅ № { $number }: { $amount }, { $destination }. Одобрение: { $name }. Теперь её можно отправлять.
payout-done-first = 🕐 № { $number }: { $amount }, { $destination }. Одобрение: { $name }. Нужен ещё один сотрудник.
payout-ask-sent = { $name }, { $amount } по № { $number } точно ушли ({ $destination })? Отменить это будет нельзя.
payout-yes-sent = ✅ Да, отправлено
payout-done-sent = 💸 № { $number }: { $amount }, { $destination }. Отправка: { $name }.
payout-ask-not-sent = { $name }, вернуть № { $number } ({ $amount }, { $destination })? Только если ничего не отправлено.
payout-ask-take-from = { $name }, забрать № { $number } ({ $amount }, { $destination }), с которой работает { $holder }? Сначала спросите, не ушли ли деньги: иначе они уйдут дважды.
payout-yes-not-sent = ↩️ Ничего не отправлено
payout-done-given-back = ↩️ № { $number }: { $amount }, { $destination }. Не отправлено, возврат в очередь: { $name }. Отправить может любой другой.
payout-choose-reason = { $name }, почему отклоняем № { $number } ({ $amount }, { $destination })? Человек прочтёт причину, а деньги вернутся на баланс.
payout-other-reason = ✏️ Другая причина
payout-ask-for-words = { $name }, ответьте на это сообщение причиной для № { $number } ({ $amount }, { $destination }). Человек прочтёт её слово в слово.
payout-ask-reject =
    { $name }, отклонить № { $number } ({ $amount }, { $destination })? Человек прочтёт:

    «{ $reason }»
payout-yes-reject = ✖️ Да, отклонить
payout-done-rejected = ✖️ № { $number }: { $amount }, { $destination }. Отклонено: { $name }. Деньги снова на балансе.
payout-left-alone = № { $number } остаётся как есть.
payout-reject-which = Ответьте на карточку выплаты командой /reject с причиной или начните с номера: /reject 12 …
payout-reason-too-long = Покороче, пожалуйста: не больше { $most } знаков.
payout-words-lost = Этих слов уже нет под рукой. Напишите их, пожалуйста, ещё раз.

payout-unknown = Такой выплаты нет.
payout-not-asked = Спрашивали не вас. Воспользуйтесь, пожалуйста, кнопками карточки.
payout-own = Это ваша собственная выплата: решать и отправлять должен кто-то другой.
payout-twice = Вы её уже одобрили. Теперь нужен ещё один сотрудник.
payout-waits-below-zero = После возврата баланс ниже нуля. Пока он не выровняется, одобрить или отправить выплату нельзя.
payout-stands-pending = № { $number } ждёт одобрения.
payout-stands-approved = № { $number } уже одобрена, последнее одобрение: { $name }.
payout-stands-in-hand = № { $number } сейчас отправляет { $name }.
payout-stands-sent = № { $number } уже отправлена: { $name }.
payout-stands-rejected = № { $number } уже отклонена: { $name }.
payout-stands-withdrawn = № { $number } отозвал сам человек.

payout-remind-pending = ⏰ № { $number }, { $amount }, ждёт одобрения с { $since }. Решите, пожалуйста, кто распоряжается деньгами.
payout-remind-second = ⏰ № { $number }, { $amount }, ждёт второго одобрения с { $since }. Первое уже есть: { $name }. Решите, пожалуйста, любой другой из вас.
payout-remind-approved = ⏰ № { $number }, { $amount }, одобрена { $since }, но её никто не отправляет. Отправьте, пожалуйста, кто распоряжается деньгами.
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
payout-which-month = Назовите месяц, например /withdrawals 2026-03.
payout-which = Назовите выплату, например /withdrawal 12.
payout-shown = Карточка № { $number } теперь последняя в теме «{ $topic }».
payout-not-shown = Выплаты № { $number } нет, или её человек стёр свои данные.

## Почему выплата отклонена: что читает человек и кнопки сотрудников

withdrawal-reason-details = По этим реквизитам отправить не получилось. Проверьте их, пожалуйста, и запросите выплату ещё раз.
withdrawal-reason-method = Этим способом сейчас отправить не можем. Выберите, пожалуйста, другой.
withdrawal-reason-refunds = Покупки, за которые это начислено, вернули или скоро вернут.
withdrawal-reason-own-purchases = Похоже, вы купили по собственной ссылке. Если это не так, напишите нам: /support
withdrawal-reason-cancelled = Вы её отозвали.
withdrawal-reason-erased = Аккаунт стёрт.
withdrawal-reason-label-details = 💳 Реквизиты не подходят
withdrawal-reason-label-method = 🔁 Способ сейчас недоступен
withdrawal-reason-label-refunds = ↩️ Платежи за ней вернулись
withdrawal-reason-label-own-purchases = 🪞 Покупки по своей ссылке

## Being paid what one has earned

withdraw-off =
    <b>Вывод пока выключен</b>

    Пока некому отправлять деньги. Ваши { $available } остаются вашими и продолжают расти.
withdraw-not-yet =
    <b>Ещё немного</b>

    У вас { $available }. Вывести можно от { $least }, не хватает { $missing }.
withdraw-below-zero =
    <b>Ваш баланс: { $available }</b>

    За одну из покупок вернули деньги уже после того, как вы вывели заработанное с неё. Отдавать ничего не нужно: следующие начисления всё выровняют, и от { $least } снова можно будет выводить.
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

    Когда вы подтвердите, сумма будет отложена с вашего баланса.
withdraw-summary-wallet =
    <b>Всё верно?</b>

    Сумма: { $amount }, в TON по курсу в день отправки
    Куда: { $to }

    Когда вы подтвердите, сумма будет отложена с вашего баланса.
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

    { $amount } { $to }. Сумма отложена с вашего баланса.

    Человек проверит её, одобрит и отправит деньги, и о каждом шаге я вам напишу. От вас больше ничего не нужно. Пока заявка не одобрена, её можно отозвать.
withdraw-list = <b>Ваши выводы</b>
withdraw-list-none = Вы ещё ничего не выводили.
withdraw-list-line = № { $id } · { $day } · { $amount } · { $status }
withdraw-newer = ‹ Новее
withdraw-older = Старше ›
withdraw-request =
    <b>Заявка № { $id }</b>

    Подана: { $day }
    Сумма: { $amount }
    Куда: { $to }
    Статус: { $status }
withdraw-request-reason = Причина: { $reason }
withdraw-request-ended = Закрыта: { $day }
withdraw-status-pending = ⏳ на проверке
withdraw-status-approved = 👍 одобрена
withdraw-status-paying = 💸 отправляется
withdraw-status-completed = ✅ отправлено
withdraw-status-cancelled = ↩️ отозвана
withdraw-status-rejected = ↩️ не отправлено
withdraw-gone = Такой заявки не нахожу. Загляните в /withdraw
withdraw-cancel = ↩️ Отозвать
withdraw-cancel-ask = Отозвать заявку № { $id }? { $amount } вернутся на ваш баланс.
withdraw-cancel-yes = Да, отозвать
withdraw-cancel-no = Нет, оставить
withdraw-cancel-late = Отозвать её уже нельзя.

withdraw-told-approved =
    👍 <b>Заявка № { $id } одобрена</b>

    Теперь отправим { $amount } { $to }. Напишу вам, когда деньги уйдут.
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
