## Числа за время

staff-command-stats = Как идут дела: день, неделя или месяц
reports-usage = /stats показывает эту неделю, <code>/stats day</code> и <code>/stats month</code> — нынешние день и месяц, <code>/stats week 1</code> — прошлую неделю и так далее до { $most }.
reports-day = День
reports-week = Неделя
reports-month = Месяц
reports-earlier = ‹ Раньше
reports-later = Позже ›
reports-money = 💰 Деньги
reports-people = 👥 Люди
reports-none = —
reports-percent = { $whole }%
reports-percent-tenths = { $whole },{ $tenths }%
reports-compared-so-far = пока, к такой же части { $kind ->
        [day] прошлого дня
        [week] прошлой недели
       *[month] прошлого месяца
    }
reports-compared = { $kind ->
        [day] к дню раньше
        [week] к неделе раньше
       *[month] к месяцу раньше
    }
reports-change-more = ▲{ $percent }%
reports-change-less = ▼{ $percent }%
reports-change-same = без изменений
reports-mon = Пн
reports-tue = Вт
reports-wed = Ср
reports-thu = Чт
reports-fri = Пт
reports-sat = Сб
reports-sun = Вс

## Слова под картинкой

reports-caption = <b>Дела, { $dates }</b>
reports-caption-revenue =
    💰 <b>{ $amount }</b> после возвратов{ $change }, { $sets ->
        [one] продан { $number } набор
        [few] продано { $number } набора
       *[many] продано { $number } наборов
    }
reports-caption-methods = ↳ { $methods }
reports-caption-stars = { $amount } ⭐
reports-caption-tbank = карта и СБП { $amount }
reports-caption-ton = { $amount } TON
reports-caption-refunds =
    ↩️ Возвраты: { $count ->
        [0] нет
       *[other] { $number } на { $amount } ({ $share } продаж)
    }
reports-caption-generation = 🖼 Портреты стоили { $amount } ({ $share })
reports-caption-commissions = 🤝 Вознаграждения { $earned }, отозвано { $back }
reports-caption-left = 💼 Осталось: <b>{ $left }</b>
reports-caption-people = 👥 Новых: <b>{ $count }</b>{ $change }. Из них прислали фото { $photos }, видели счёт { $invoiced }, заплатили { $paid }, получили набор { $delivered }
reports-caption-delivery = ⏱ Половина наборов пришла за { $median }, девять из десяти за { $ninth }
reports-caption-no-delivery = ⏱ Ни одного набора не доставлено
reports-caption-compared = <i>▲▼ { $with }</i>

## Картинки

reports-about = { $dates } · { $with }
reports-picture-more = ↑ { $percent }%
reports-picture-less = ↓ { $percent }%
reports-picture-same = без изменений
reports-picture-nothing = За это время ничего
reports-picture-money = Дела: деньги
reports-picture-people = Дела: люди
reports-picture-revenue = Выручка
reports-picture-sets = Продано наборов
reports-picture-left = Осталось
reports-picture-methods = Что пришло, в рублях
reports-picture-stars = Звёзды: { $amount } ★
reports-picture-tbank = Карта, СБП: { $amount }
reports-picture-ton = TON: { $amount }
reports-picture-back =
    Возвраты: { $amount }{ $count ->
        [0] { "" }
       *[other] , { $number }×
    }
reports-picture-uses = Куда ушло
reports-picture-use = { $amount } · { $share }
reports-picture-use-back = Возвраты
reports-picture-use-generation = Портреты
reports-picture-use-commissions = Рефералам
reports-picture-use-left = Осталось
reports-picture-note-generation = Портреты: { $credits } кр. по { $price }; { $share } на повторы, переделки и пробы
reports-picture-note-no-generation = Портретов не заказывали
reports-picture-note-roubles = Звёзды и TON считаются по цене набора в рублях
reports-picture-new = Новые люди
reports-picture-paid = Заплатили
reports-picture-delivered = Доставлено
reports-picture-new-by-step = Новые люди
reports-picture-funnel = Как далеко дошли
reports-picture-funnel-about = Кто пришёл за это время, до сих пор
reports-picture-reached = { $count } · { $share }
reports-funnel-started = Пришли
reports-funnel-photos = Прислали фото
reports-funnel-invoiced = Видели счёт
reports-funnel-paid = Заплатили
reports-funnel-delivered = Получили набор
reports-picture-times = От оплаты до последнего альбома, минуты
reports-picture-half = половина за
reports-picture-ninth = 9 из 10 за

## Таблицы с собой

staff-command-export = Платежи, наборы, люди… файлом
export-usage =
    Выберите файл или назовите его и время: <code>/export payments 2026-03</code>, <code>/export sets 2026-03-01..2026-03-15</code>.

    Отправленное партнёрам есть в /withdrawals.
export-this-month = { $what }: этот месяц
export-last-month = { $what }: прошлый
export-ordered = ⏳ { $what }, { $time }: файл сейчас придёт.
export-nothing = { $what }, { $time }: ничего.
export-file =
    { $what }, { $time }: { $count ->
        [one] { $number } строка
        [few] { $number } строки
       *[many] { $number } строк
    }
export-part = { $what }, { $time }: часть { $part }, пока строк: { $number }; будет ещё
export-last-part = { $what }, { $time }: часть { $part }, последняя, всего строк: { $number }
export-payments = Платежи
export-sets = Наборы
export-earnings = Вознаграждения
export-tickets = Обращения
export-people = Люди
export-column-number = Номер
export-column-paid = Оплачено
export-column-status = Состояние
export-column-method = Способ
export-column-amount = Сумма, RUB
export-column-stars = Звёзды
export-column-ton = TON
export-column-set = Набор
export-column-photos = Фото
export-column-person = Человек
export-column-charge = Списание
export-column-given-back = Возвращено, RUB
export-column-given-back-at = Когда возвращено
export-column-begun = Начат
export-column-finished = Закончен
export-column-style = Стиль
export-column-made = Сделано
export-column-payment = Платёж
export-column-made-again-of = Переделка набора
export-column-earned = Заработано
export-column-rate = Ставка
export-column-taken-back = Отозвано, RUB
export-column-taken-back-at = Когда отозвано
export-column-credited = Зачислено
export-column-earner = Кому
export-column-ticket = Обращение
export-column-opened = Открыто
export-column-answered = Первый ответ
export-column-resolved = Решено
export-column-category = Тема
export-column-priority = Приоритет
export-column-rating = Оценка
export-column-telegram-id = Telegram id
export-column-user-name = Имя в Telegram
export-column-language = Язык
export-column-started = Пришёл
export-column-seen = Был в боте
export-column-unreachable = Недоступен с
export-column-banned = Заблокирован
export-column-sets-paid = Куплено наборов
export-column-paid-in-all = Всего оплачено, RUB
export-column-brought-by = Кто привёл
