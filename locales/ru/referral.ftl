# Своя страница: ссылка и то, что она заработала.
referral-command = Пригласить друзей и заработать
referral-menu = 🎁 Пригласить друзей
referral-invitation =
    <b>Приглашайте друзей и получайте { $percent }%</b>

    С каждого набора, который купит пришедший по вашей ссылке, вам идёт { $percent }%. Они ваши, как только портреты доставлены.

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
partner-cancelled = Ничего не отправлено. Ваших ответов здесь больше нет.
partner-not-applying = Эта анкета закрыта.

partner-question = <b>Вопрос { $number } из { $count }</b>
partner-ask-name = Как вас зовут? Напишите, как к вам обращаться.
partner-ask-email = Какая у вас почта? Пишем туда только о партнёрстве.
partner-ask-handle = Как вас найти в Telegram? Нажмите на своё имя, напишите другое или скажите, что его нет.
partner-ask-audience = Сколько людей вы охватываете всего?
partner-ask-channels = Где вас читают и смотрят? Отметьте всё подходящее и напишите названия или ссылки своих каналов, всего до { $most }.
partner-ask-about = Хотите что-то добавить? Например, о чём вы пишете и как рассказали бы о PinGlass. До { $most } знаков.
partner-bad-words = ⚠️ Здесь нужны хотя бы несколько букв, обычным сообщением.
partner-bad-email = ⚠️ Это не похоже на почту. Она выглядит так: name@example.com.
partner-bad-handle = ⚠️ Это не похоже на имя в Telegram. Оно выглядит так: @anna_blog.
partner-tap-please = ⚠️ Нажмите, пожалуйста, одну из кнопок.
partner-too-long = ⚠️ Слишком длинно, уложитесь, пожалуйста, в { $most } знаков.
partner-too-many-channels = ⚠️ Каналов может быть не больше { $most }. Нажмите на лишний, чтобы убрать его.
partner-no-handle = Имени нет
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
application-banned = 🚫 Заблокирован: его ссылки никого не приводят.
application-unreachable = 📪 Бот у него заблокирован.
application-brought = 👥 Привёл: { $people }, из них платили: { $payers }. Покупок: { $purchases }, возвратов: { $refunded } ({ $percent }%)
application-own = 🛍 Свои покупки: { $paid }, возвратов: { $refunded }
application-first = 🆕 Первая заявка
application-earlier = 🗂 Раньше, № { $number }:
application-approve = ✅ Одобрить на { $rate }%
application-rate = { $rate }%
application-refuse = ✖️ Отклонить …
application-no = ‹ Нет
application-ask-approve = Сделать автора заявки № { $number } партнёром на <b>{ $rate }%</b>? Ставка действует для оплат с этого момента, и он узнает об этом сразу.
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
application-how-own-words = Ответьте на это сообщение или на карточку заявки № { $number } словами для её автора, на его языке и до { $most } знаков. Перед отправкой вы увидите их ещё раз.
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

## Partners: their terms in the staff group

terms-command = Партнёр: /partner @имя, номер или код. Со ставкой после него: сменить её
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
application-own = Это ваша собственная заявка. Решить её должен кто-то другой.
