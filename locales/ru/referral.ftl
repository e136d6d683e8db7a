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
withdraw-reserved = Ещё { $amount } отложены для заявок, которые в работе.
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
