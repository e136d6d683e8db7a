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
reports-secs = { $first } с
reports-minutes = { $first } мин
reports-hours = { $first } ч { $second } мин
reports-days = { $first } д { $second } ч
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
