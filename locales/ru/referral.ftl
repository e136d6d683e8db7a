# Своя страница: ссылка и то, что она заработала.
referral-command = Пригласить друзей и заработать
referral-menu = 🎁 Пригласить друзей
referral-invitation =
    <b>Приглашайте друзей и получайте { $percent }%</b>

    С каждого набора, который купит пришедший по вашей ссылке, вам идёт { $percent }%. Деньги ваши, как только его портреты доставлены.

    Ваша ссылка: <code>{ $link }</code>
referral-people = 👥 Пришли: <b>{ $invited }</b>, купили: <b>{ $paid }</b>
referral-earned = ✨ Всего заработано: <b>{ $amount }</b>
referral-on-hold = ⏳ Ждёт доставки портретов: <b>{ $amount }</b>
referral-available = 💰 Доступно: <b>{ $amount }</b>
referral-under-way = 💸 Уже в пути к вам: <b>{ $amount }</b>
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
referral-picture-credited = Ваши
referral-picture-on-hold = Ожидают
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
