## Связь между клиентом и группой сотрудников

support-undelivered-blocked = ⚠️ Не доставлено: клиент заблокировал бота. Отправим, как только он вернётся.
support-person-back = 📬 Клиент снова на связи. Отправляем то, что его ждало.
support-undelivered-gone = ⚠️ Не доставлено: у этого клиента больше нет чата с ботом.
support-undelivered = ⚠️ Не доставлено. Ответ Telegram: { $reason }
support-not-shown = ⚠️ Клиент прислал то, что здесь не показать. Ответ Telegram: { $reason }
support-not-shown-banned = 🚫 Этот клиент заблокирован, и то, что он пишет, здесь не показывается. Ваши ответы он получает.
support-change-missed = ⚠️ Клиент недоступен и этого изменения не увидит: у него всё осталось как было.
support-change-not-shown = ⚠️ Сообщение изменили, но показать это другой стороне не удалось. Ответ Telegram: { $reason }
support-not-taken-back = ⚠️ Этот ответ не удалось убрать: Telegram позволяет боту удалять только то, чему меньше 48 часов.
support-topic-opened-again = Закрывать темы обращений могут только сотрудники, которые отвечают клиентам. Тема снова открыта.
support-topic-of-closed = Это обращение закрыто: если клиент напишет, это будет новое обращение. Чтобы продолжить здесь, откройте его снова командой /reopen.
support-group-away =
    <b>Группа сотрудников недоступна с { $time }.</b>

    Всё, что люди пишут в поддержку, сохраняется и появится там по порядку. Ответ Telegram: { $reason }
support-group-back = <b>Группа сотрудников снова доступна.</b> Всё, что люди писали за это время, появляется там.
support-group-moved =
    <b>Telegram преобразовал эту группу и дал ей другой номер.</b>

    Всё продолжается здесь. Укажите, пожалуйста, <code>{ $chat }</code> в <code>STAFF_CHAT_ID</code>.
support-answer-header = 💬 Поддержка · { $number }
support-edited = ✏️ Исправлено:
support-place-closed = Тему этого обращения закрыли, а писать в неё боту нельзя, поэтому обращение продолжается здесь. Ничего из написанного после этого не потеряно.
support-place-deleted = Тему этого обращения удалили, оно продолжается здесь. Ничего из написанного после этого не потеряно.
support-place-moved = Группа сотрудников теперь другая, обращение продолжается здесь. Ничего из написанного после этого не потеряно.
support-no-topics =
    <b>У обращений здесь нет своих тем.</b>

    Они приходят прямо в группу, а отвечают на них через «Ответить». Чтобы у каждого обращения была своя тема, включите темы в настройках группы и дайте боту право управлять ими.
support-no-pins = Боту нельзя закреплять сообщения, поэтому карточки обращений не закреплены. Дайте ему это право в настройках группы, и карточка будет наверху каждой темы.

## The clock: what a ticket's topic says about its time

support-clock-first-soon = ⏰ Первый ответ нужен до { $time }.
support-clock-first-over = ⌛ Первый ответ был нужен до { $time }.
support-clock-next-soon = ⏰ Ответ нужен до { $time }.
support-clock-next-over = ⌛ Ответ был нужен до { $time }.
support-clock-resolution-soon = ⏰ Решить нужно до { $time }.
support-clock-resolution-over = ⌛ Решить нужно было до { $time }.
support-clock-nobody = Обращение пока никто не взял.
support-clock-with = Обращением занимается <a href="tg://user?id={ $id }">{ $name }</a>.
support-clock-with-name = Обращением занимается { $name }.
support-clock-escalated = 🔺 <b>Теперь { $priority }</b>: человек ждёт ответа с { $since }.
support-clock-escalated-again = 🔺 <b>{ $priority }, и всё ещё никто не ответил</b>: человек ждёт с { $since }.
support-clock-duty = Дежурные, помогите, пожалуйста:
support-clock-duty-name = @{ $name }
support-clock-duty-id = <a href="tg://user?id={ $id }">{ $id }</a>
support-clock-resolved-by-silence =
    ☑️ Решено автоматически: { $days ->
        [one] человек молчит { $days } день.
        [few] человек молчит { $days } дня.
       *[many] человек молчит { $days } дней.
    } Открыть обращение снова он может ответом или кнопкой.

## The clock: the picture of a week

staff-command-week = Неделя поддержки на одной картинке
support-week-title = Поддержка за неделю
support-week-none = —
support-week-number = { $number }
support-week-decimal = { $whole },{ $tenths }
support-week-new = Новые обращения
support-week-before = неделей раньше: { $count }
support-week-resolved = Решено
support-week-open = открыто { $open } · просрочено { $overdue }
support-week-rating = Оценка
support-week-rated =
    { $count ->
        [0] оценок нет
        [one] { $count } оценка
        [few] { $count } оценки
       *[many] { $count } оценок
    }
support-week-by-day = Новые обращения по дням
support-week-mon = Пн
support-week-tue = Вт
support-week-wed = Ср
support-week-thu = Чт
support-week-fri = Пт
support-week-sat = Сб
support-week-sun = Вс
support-week-payment = Оплата
support-week-technical = Техника
support-week-account = Аккаунт
support-week-generation = Портреты
support-week-other = Другое
support-week-speed = Как быстро
support-week-median = половина за
support-week-ninth = 9 из 10 за
support-week-first-response = Первый ответ
support-week-resolution = Решение
support-week-kept = в срок
support-week-kept-of = { $percent }% · { $kept } из { $of }
support-week-ratings = Оценки
support-week-minutes = { $minutes } мин
support-week-hours = { $hours } ч { $minutes } мин
support-week-days = { $days } д { $hours } ч
support-week-caption =
    <b>Поддержка, { $days }</b>
    { $count ->
        [0] Новых обращений нет.
        [one] { $count } новое обращение.
        [few] { $count } новых обращения.
       *[many] { $count } новых обращений.
    }
support-week-caption-answer = Половина первых ответов пришла за { $time }.
support-week-caption-kept = В срок: { $percent }% первых ответов.
support-week-caption-solved = Решено: { $count }, половина за { $time }.
support-week-caption-rated = Оценка: { $mean } ★, всего оценок: { $count }.
support-week-caption-open = Сейчас открыто: { $open }, просрочено: { $overdue }.
support-week-usage = <code>/week</code> показывает эту неделю, <code>/week 1</code> предыдущую и так далее, до { $most }.

## The card of a ticket in the staff group

card-head = <b>{ $number }</b> · { $priority } · { $category }
card-escalated = ⏫ нужна помощь
card-priority-p1 = 🔴 P1
card-priority-p2 = 🟠 P2
card-priority-p3 = 🟡 P3
card-priority-p4 = 🟢 P4
card-category-payment = 💳 Оплата
card-category-technical = 🔧 Не работает
card-category-account = 👤 Аккаунт
card-category-generation = 🖼 Портреты
card-category-other = 💬 Другое
card-short-open = 🆕 новое
card-short-in-progress = 💬 в работе
card-short-resolved = ✅ решено
card-short-closed = 🔒 закрыто
card-somebody = Клиент
card-state-new = 🆕 Новое, ждёт с { $at }
card-state-asked = 💬 { $name } ждёт ответа с { $at }
card-state-unanswered = 💬 Открыто, пока никто не ответил
card-state-answered = 💭 Отвечено { $at }
card-state-waiting = ⏳ С { $at } ждём клиента: { $name }
card-state-resolved = ✅ Решено { $at }
card-state-closed = 🔒 Закрыто { $at }
card-taken = ✋ Отвечает { $name }
card-not-taken = ✋ Пока никто не взял
card-paused = ⏸ Пока мы ждём, часы стоят
card-due-first = ⏰ Первый ответ до { $at }
card-due-next = ⏰ Следующий ответ до { $at }
card-due-resolution = 🏁 Решить до { $at }
card-overdue-first = 🔥 Первый ответ просрочен с { $at }
card-overdue-next = 🔥 Следующий ответ просрочен с { $at }
card-overdue-resolution = 🔥 Решение просрочено с { $at }
card-person = 👤 <a href="tg://user?id={ $telegram }">{ $name }</a>{ $username } · { $language } · с нами с { $since }
card-person-gone = 👤 Данные этого человека удалены
card-person-banned = 🚫 Заблокирован у нас
card-person-unreachable = 📵 Заблокировал бота
card-person-leaving = 🗑 Просит удалить свои данные
card-sets = 🖼 Наборов: { $count }
card-sets-running = делаются: { $count }
card-sets-late = задерживаются: { $count }
card-sets-failed = не получились: { $count }
card-last-set = Последний: { $style }, { $made } из { $total }, { $progress }
card-set-running = делается
card-set-late = задерживается
card-set-completed = готов
card-set-failed = не получился
card-payments = 💳 Оплачено: { $sums }
card-payments-none = 💳 Оплат нет
card-payments-back = возвращено: { $count }
card-last-payment = Последняя: № { $number }, { $price }, { $status }
card-earlier = 🗂 Раньше: { $numbers }
card-rating = ⭐ { $stars } из 5
card-take = ✋ Взять
card-take-over = ✋ Взять себе
card-release = ↪️ Освободить
card-priority = 🔺 Срочность: { $priority }
card-escalate = ⏫ Позвать на помощь
card-wait = ⏳ Ждать клиента
card-resume = ▶️ Больше не ждать
card-resolve = ✅ Решено
card-reopen = 🔓 Открыть снова
card-refunds = ↩️ Вернуть деньги …
card-show-earlier = 📜 Раньше
card-back = ‹ Назад

## Lists of tickets and their histories

staff-command-tickets = Открытые обращения: что срочно, ваши, просроченные
staff-command-ticket = История обращения или обращения человека
list-open = 📋 <b>Открытые обращения: { $count }</b>
list-mine = ✋ <b>{ $name }, взято: { $count }</b>
list-overdue = 🔥 <b>Просрочены: { $count }</b>
list-done = ✅ <b>Закончены: { $count }</b>
list-person = 👤 <b>Обращения, { $name }: { $count }</b>
list-category = <b>{ $category }: { $count }</b>
list-show-open = 📋 Открытые
list-show-mine = ✋ Мои
list-show-overdue = 🔥 Просрочены
list-show-done = ✅ Закончены
list-by-category = 🗂 По темам
list-choose-category = Какие обращения?
list-back = ‹ Назад
list-page = { $page } из { $pages }
list-head = { $sign } <b>{ $number }</b> · { $about }
list-head-linked = { $sign } <a href="{ $link }">{ $number }</a> · { $about }
list-erased = (удалено)
list-taken = взято: { $name }
list-state-new = 🆕 новое
list-state-asked = 💬 ждут нас
list-state-answered = 💭 отвечено
list-state-waiting = ⏳ мы ждём клиента
list-state-resolved = ✅ решено
list-state-closed = 🔒 закрыто
list-answer-due = ⏰ ответить до { $at }
list-answer-overdue = 🔥 ответ просрочен с { $at }
list-solution-due = 🏁 решить до { $at }
list-solution-overdue = 🔥 решение просрочено с { $at }
list-tomorrow = { $time } завтра
list-found =
    🔎 «{ $words }»: { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
list-found-more =
    { $count ->
        [one] И ещё { $count }. Уточните запрос, чтобы его увидеть.
        [few] И ещё { $count }. Уточните запрос, чтобы их увидеть.
       *[many] И ещё { $count }. Уточните запрос, чтобы их увидеть.
    }
list-nothing-found = 🔎 «{ $words }»: обращений нет. Попробуйте номер, имя, @имя или Telegram id человека.
list-how-to-look-up =
    <b>/ticket</b> с номером показывает всю историю обращения: <code>/ticket 2026-1</code>. В теме обращения номер не нужен.

    Имя, @имя или Telegram id находит обращения человека: <code>/ticket Анна</code>.
list-no-files = Этих файлов здесь больше нет.
list-files-come =
    { $count ->
        [one] { $count } файл сейчас придёт.
        [few] { $count } файла сейчас придут.
       *[many] { $count } файлов сейчас придут.
    }
history-head = 📖 <b>{ $number }</b> · { $about }
history-head-linked = 📖 <a href="{ $link }">{ $number }</a> · { $about }
history-subject = <i>{ $subject }</i>
history-show-files =
    { $count ->
        [one] 📎 Показать { $count } файл
        [few] 📎 Показать { $count } файла
       *[many] 📎 Показать { $count } файлов
    }
history-said = { $time } { $sign } <b>{ $name }</b>: { $words }
history-note = { $time } 📝 <b>{ $name }</b> (заметка): { $words }
history-event = { $time } <i>{ $words } ({ $actor })</i>
history-staff = Поддержка
history-the-person = клиент
history-by-itself = автоматически
history-opened = открыто, { $priority }
history-taken = взято в работу
history-released = снято с сотрудника
history-waiting = ждём клиента
history-resumed = больше не ждём
history-priority = срочность { $priority }
history-escalated = поднято до { $priority }
history-resolved = решено
history-reopened = снова открыто
history-closed = закрыто
history-rated = оценка { $stars } из 5
history-photo = [фото]
history-video = [видео]
history-animation = [анимация]
history-voice = [голосовое]
history-audio = [аудио]
history-file = [файл]
history-sticker = [стикер]
history-location = [место на карте]
history-contact = [контакт]
history-other = [другое]
history-edited = (изменено)
history-deleted = (удалено)
history-not-delivered = ⚠️ не доставлено
history-on-its-way = (в пути)

## What an erased person leaves in the staff group

leaving-erased = (удалено: данных этого человека больше нет)
leaving-topic-by-hand = 🗑 Данные клиента обращения <b>{ $number }</b> удалены, а его тему бот удалить не может. <a href="{ $link }">Удалите её</a>, пожалуйста, или дайте боту право удалять сообщения.
leaving-messages-by-hand = 🗑 Данные клиента обращения <b>{ $number }</b> удалены. Telegram не даёт ботам удалять сообщения старше двух дней, поэтому часть снимков и ответов этого обращения ещё здесь. Удалите их, пожалуйста, вручную. { $link }

## What operators do to tickets, and what they are told

staff-command-canned = Готовые ответы
staff-command-note = Заметка к обращению, только для своих
staff-command-del = Забрать ответ назад: напишите в ответ на него
staff-command-take = Взять обращение
staff-command-release = Освободить обращение
staff-command-priority = Другая срочность: от P1 до P4
staff-command-p1 = Срочность P1: деньги или оплаченный набор
staff-command-p2 = Срочность P2
staff-command-p3 = Срочность P3
staff-command-p4 = Срочность P4
staff-command-escalate = Позвать на помощь
staff-command-wait = Ждать слова клиента
staff-command-resume = Больше не ждать
staff-command-resolve = Вопрос решён
staff-command-reopen = Открыть обращение снова
staff-command-change-canned = Тексты готовых ответов для /a

desk-unknown-ticket = Такого обращения больше нет.
desk-not-open = { $number }: { $state }. Сначала откройте снова.
desk-no-such-ticket = Обращения { $number } нет. Все обращения: /tickets
desk-which-ticket = Какое обращение? Напишите это в его теме, в ответ на его карточку или с номером: <code>/{ $command } TKT-2026-001</code>
desk-which-priority = Какая срочность? <code>/priority P1</code>, P2, P3 или P4
desk-no-such-command = Команды /{ $name } нет: ничего не сделано и ничего не отправлено. Чтобы отправить это клиенту, напишите без косой черты.
desk-noted = ✍ Это заметка, она не отправлена.
desk-note-edited = Это осталось заметкой, клиент её не получит. Чтобы отправить, напишите заново.
desk-edited-to-command = Команда выполняется, только если написать её новым сообщением. У клиента осталось то, что было здесь раньше.
desk-note-where = К какому обращению заметка? Напишите её в теме обращения или в ответ на его карточку.
desk-note-empty = Напишите заметку после команды: <code>/note В марте было то же самое</code>
desk-del-which = Какой ответ забрать назад? Напишите /del в ответ на него.
desk-del-not-yours = Забрать это может только { $name } или администратор.
desk-del-nothing = Забирать нечего: у клиента этого нет.
desk-del-done = 🗑 Забираем у клиента.
desk-nobody = Это осталось заметкой и не отправлено: данные клиента удалены, писать некому.
desk-viewer = { $name }, это не ушло клиенту: ваша роль здесь — наблюдатель. Отправить может оператор, а дать роль — администратор.
desk-stranger = { $name }, это не ушло клиенту: здесь отвечают только сотрудники, а вашего аккаунта я не знаю. Владелец может добавить его командой <code>pinglass admin</code>.
desk-anonymous = Это не ушло клиенту: вы пишете от имени группы, и я не вижу, кто вы. Выключите «Анонимность» в своих правах администратора и отправьте ещё раз.
desk-sent-to-resolved = Отправлено. { $number } остаётся решённым; клиент может открыть его снова ответом или кнопкой.
desk-sent-for-another = Отправлено. Это обращение ведёт { $name }.
desk-without-words = картинка или файл
desk-second-answer =
    ✋ { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
        [many] { $seconds } секунд
       *[other] { $seconds } секунды
    } назад клиенту ответил другой оператор, { $name }: «{ $words }»

    Ваш ответ пока не отправлен.
desk-send-too = ✅ Отправить и мой
desk-do-not-send = 🗑 Не отправлять
desk-closed = 🔒 { $number } закрыто, поэтому это не отправлено.
desk-reopen-and-send = 🔓 Открыть снова и отправить
desk-held-sent = ✅ Отправлено.
desk-held-dropped = 🗑 Не отправлено, осталось здесь заметкой.
desk-held-over = Это уже решено. Если нужно отправить, напишите ещё раз.
desk-held-not-yours = Это решает только { $name }.
desk-withdrawn = ⚠️ { $name }, это не отправлено: за 5 минут вы не решили, отправлять ли. «{ $words }» Если всё ещё нужно, напишите ещё раз.
desk-nothing-to-refund = Возвращать нечего.
desk-refunds = Какой платёж клиента вернуть? Обращение { $number }. Мы ещё раз переспросим.
desk-refund = ↩️ № { $number }, { $price }, { $day }
desk-no-earlier = До { $number } этот клиент не обращался.
desk-earlier = <b>Прежние обращения клиента, { $number }</b>
desk-earlier-line = { $number } · { $state } · { $at }

order-take = { $number } теперь ваше.
order-take-already = Оно и так ваше.
order-release = { $number } снова свободно.
order-release-already = Его никто не брал.
order-taken-by = Его ведёт { $name }. Его можно взять себе.
order-priority = Теперь { $priority }.
order-priority-already = Уже { $priority }.
order-escalate = Теперь { $priority }. Коллеги увидят, что нужна помощь.
order-wait = Теперь ждём клиента, ему об этом сообщат.
order-wait-already = Мы уже ждём клиента.
order-resume = Больше не ждём.
order-resume-already = Мы и не ждём клиента.
order-resolve = Решено. Клиенту об этом сообщат.
order-not-told-banned = 🚫 Клиенту об этом не сообщили: он заблокирован.
order-not-told-blocked = 📵 Клиенту об этом не сообщили: он заблокировал бота. Когда вернётся, увидит это в /support.
order-reopen = { $number } снова открыто.
order-reopen-already = Оно открыто.
order-newer = У клиента есть более новое открытое обращение, { $number }. Ответьте, пожалуйста, там.
order-nobody = Данные клиента удалены, говорить не с кем.

line-take = ✋ Отвечать будет { $name }.
line-release = ↪️ { $name } больше не ведёт это обращение. Кто возьмёт?
line-priority = Теперь { $priority }: { $name }.
line-escalate = ⏫ Теперь { $priority }: { $name } зовёт на помощь.
line-wait = ⏳ { $name } ждёт клиента. Часы стоят.
line-resume = ▶️ { $name } больше не ждёт.
line-resolve = ✅ Решено: { $name }.
line-reopen = 🔓 Снова открыто: { $name }.

canned-list = <b>Готовые ответы</b>
canned-line = <code>/a { $name }</code> ({ $languages }): { $words }
canned-more = … и ещё { $count }, их тоже можно отправить по имени через /a.
canned-how =
    Напишите <code>/a hello</code> в теме обращения. Ответ уйдёт на языке клиента. Тексты меняет администратор командой /canned, в них можно ставить:
canned-about-name = имя клиента
canned-about-ticket = номер обращения
canned-about-operator = ваше имя
canned-about-set = последний набор
canned-about-payment = последний платёж
canned-unknown = Ответа «{ $name }» нет, ничего не отправлено. Все ответы: /a
canned-no-language = У ответа «{ $name }» нет текста на языке «{ $language }», ничего не отправлено. Администратор может добавить его командой /canned
canned-unknown-placeholder = Неизвестно, что поставить вместо { $placeholder } в «{ $name }», поэтому ничего не сделано. Что можно ставить: /a
canned-missing-value = Нечего поставить вместо { $placeholder } в «{ $name }»: у клиента этого нет. Ничего не отправлено.
canned-too-long = Это длиннее, чем принимает Telegram: 4096 букв. Ничего не сделано.
canned-sent =
    📋 { $name }, ответ «{ $answer }»:

    { $words }
canned-sent-after-all =
    📋 { $name }, отправлено:

    { $words }
canned-usage =
    <code>/canned hello ru Здравствуйте, { "{" }name{ "}" }!</code> — текст ответа по-русски.
    <code>/canned hello ru -</code> убирает текст; нашим ответам возвращается их собственный.

    Все ответы: /a
canned-changed =
    ✅ Теперь «{ $name }» на языке «{ $language }»:

    { $words }
canned-removed = ✅ У «{ $name }» больше нет текста на языке «{ $language }».
canned-nothing-to-remove = У «{ $name }» нет вашего текста на языке «{ $language }».
canned-value-set = «{ $style }» ({ $avatar })
canned-value-payment = № { $number } ({ $price })

## Answers that operators give often

canned-hello =
    Здравствуйте, { $name }! Меня зовут { $operator }, я из поддержки.

    Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
canned-details = { $name }, чтобы понять, что случилось, мне нужно чуть больше: что именно вы делали, что увидели вместо ожидаемого и примерно когда? Очень поможет снимок экрана.
canned-photos =
    Портреты получаются лучше всего по таким фотографиям:

    • лицо крупно, хорошо освещено, взгляд в камеру
    • без тёмных очков, головных уборов и рук перед лицом
    • в кадре больше никого нет
    • разные дни, фон и выражения лица

    Пришлите несколько таких через /new, и следующий набор будет больше похож на вас.
canned-delay = Ваш набор { $set } делается дольше, чем должен. Простите за ожидание! Он всё ещё в работе и придёт сюда сам, делать ничего не нужно. Если он не получится, вы за него не заплатите.
canned-again = Спасибо, { $name }. Причина найдена и исправлена. Попробуйте, пожалуйста, ещё раз, и напишите сюда, если что-то не так.
canned-refund = { $name }, ваш платёж { $payment } уже возвращается к вам. Обычно это несколько минут, банку может понадобиться несколько дней. Когда всё будет готово, вам придёт сообщение.
canned-bye = Рады, что всё решилось, { $name }! Если появится что-то ещё, просто напишите сюда: обращение { $ticket } можно снова открыть одним нажатием.

### The support desk.

## The person's side: asking, short answers, the way of a ticket, rating.

ask-button = 💬 Поддержка
ask-command = Написать нашей команде

ask-topics =
    <b>О чём вопрос?</b>

    Выберите, и я покажу, что помогает чаще всего. Если этого мало, вы прямо здесь напишете нашей команде.
ask-topics-off =
    <b>Сейчас здесь нет команды поддержки.</b>

    Эти ответы помогают чаще всего. Всё оплаченное видно в /status, а в /paysupport можно вернуть деньги за неиспользованный набор.
ask-category-payment = 💳 Оплата
ask-category-technical = 🔧 Что-то не работает
ask-category-account = 👤 Мой аккаунт и данные
ask-category-generation = 🎨 Мои портреты
ask-category-other = 💭 Другое
ask-topic =
    <b>{ $category }</b>

    Есть ли здесь ваш вопрос?
ask-topic-write = ✍️ Нет, написать нам
ask-did-not-help = ✍️ Не помогло: написать нам
ask-back = ‹ Назад
ask-words =
    <b>Мы слушаем.</b> { $category }

    Расскажите, что случилось: словами, фотографиями, файлами или голосом. Следующее сообщение уйдёт нашей команде.

    Передумали? /cancel

ask-question-refund = Можно ли вернуть деньги?
ask-answer-refund = <b>Да, в этих случаях.</b> В /paysupport:
ask-question-nothing = Оплата прошла, а ничего нет
ask-answer-nothing =
    <b>Вот что мы знаем о ваших оплатах и наборах:</b>

    { $live }

    Звёзды приходят сразу, оплата картой или через СБП иногда идёт несколько минут, TON — около минуты. Все оплаты видны в разделе «{ help-payments }». Если через полчаса вашей там нет, напишите нам: мы найдём любую.
ask-question-twice = Деньги списали дважды
ask-answer-twice =
    <b>Ничего не пропало.</b> Каждое списание учтено: второе — это набор, который ждёт вас, или деньги, которые вернутся.

    Вернуть их можно одним нажатием в /paysupport.
ask-question-receipt = Где мой чек?
ask-answer-receipt =
    <b>У каждой оплаты есть квитанция в разделе «{ help-payments }»:</b> номер, дата, цена и за что.

    За оплату картой и через СБП банк ещё присылает чек на почту, которую вы указали.
ask-question-selfies = Мои селфи не принимают
ask-answer-selfies =
    <b>Какое селфи подойдёт:</b> лицо крупно и резко, дневной свет, никого больше в кадре, без тёмных очков и фильтров.

    • Нужны JPEG, PNG или WebP от 512 пикселей по каждой стороне. HEIC с iPhone отправляйте как фото, а не файлом.
    • Фото с 🤔 всё равно можно взять: для этого есть кнопка под фотографиями.
ask-question-quality = Как получить полное качество?
ask-answer-quality =
    В чате Telegram немного сжимает фотографии.

    <b>Откройте набор в разделе «{ menu-photos }» и нажмите «{ button-originals }»:</b> там оригиналы. Сколько угодно раз, можно и все сразу архивом.
ask-question-earlier = Где мои прежние портреты?
ask-answer-earlier =
    <b>Всё, что для вас сделано, лежит в разделе «{ menu-photos }»,</b> пока вы сами не удалите, даже если чат очищен.
ask-question-silent = Кнопка не срабатывает
ask-answer-silent =
    <b>Кнопки в старых сообщениях могут устареть.</b> Откройте /menu и попробуйте оттуда.

    Если сейчас что-то готовится, /status покажет, на каком оно этапе.
ask-question-keeping = Сколько хранятся мои фото?
ask-answer-keeping =
    { $days ->
        [one] <b>Ваши селфи: { $days } день</b> после того, как были нужны в последний раз; мы предупредим, и срок можно продлить.
        [few] <b>Ваши селфи: { $days } дня</b> после того, как были нужны в последний раз; мы предупредим, и срок можно продлить.
       *[many] <b>Ваши селфи: { $days } дней</b> после того, как были нужны в последний раз; мы предупредим, и срок можно продлить.
    }

    <b>Ваши портреты:</b> пока вы их не удалите.
ask-question-sees = Кто видит мои фото?
ask-answer-sees =
    <b>Вы.</b> Фото лежат в нашем хранилище и по ссылкам с ограниченным сроком передаются сервису, который рисует. Мы их не публикуем, не продаём и не учим на них модели.

    То, что вы шлёте в поддержку, видит наша команда.
ask-question-erase = Как удалить всё?
ask-answer-erase =
    <b>В разделе «{ help-privacy }» есть «{ erase-button }».</b> Фото исчезают сразу, а деньги, которые ещё ваши, сначала возвращаются.

    У отдельного фото, набора и аватара есть своя кнопка 🗑.
ask-question-language = Можно ли сменить язык?
ask-answer-language = <b>Да:</b> нажмите ниже или в любой момент отправьте /language.
ask-question-where = Где мой набор?
ask-answer-where =
    <b>Прямо сейчас:</b>

    { $live }
ask-question-likeness = Портреты не похожи на меня
ask-answer-likeness =
    <b>Переделаем:</b> поставьте 👎 на портрет или нажмите «{ button-improve }» под набором и выберите «{ button-reroll-not-me }». В каждом наборе есть бесплатные попытки: одна на три фото, от 2 до 8.

    Больше всего решают селфи: разные дни и свет, лицо крупно и резко. В разделе «{ menu-avatars }» можно добавить удачнее.
ask-question-detail = На фото что-то не так
ask-answer-detail =
    <b>Поставьте на него 👎 и скажите, что именно:</b> руки, одежда или своими словами. Это фото сделаем заново. В каждом наборе есть бесплатные попытки: одна на три фото, от 2 до 8.
ask-question-missing = Не хватает нескольких фото
ask-answer-missing =
    <b>Вы ничего не теряете.</b> Откройте набор в разделе «{ menu-photos }» и нажмите «🔄 Доделать … фото»: это бесплатно.{ $parts ->
        [on] {" "}Если платили картой или TON, там же можно вернуть деньги за недостающие.
       *[off] {""}
    }
ask-question-price = Сколько стоят портреты?
ask-answer-price = <b>Зависит от числа фотографий.</b> Выберите аватар и стиль, и увидите все наборы с ценами. Пока вы не подтвердите, ничего не спишется.
ask-question-work = Можно ли использовать портреты в работе?
ask-answer-work = <b>Да.</b> Портреты ваши, для себя и для работы: резюме, профиль, сайт. Только не вводите ими никого в заблуждение. Наши правила: /terms
ask-question-others = Можно ли сделать портреты другого человека?
ask-answer-others = <b>Да, если это взрослый и он согласен.</b> Для каждого сделайте отдельный аватар. В подарок тоже можно.

ask-offer = Похоже на вопрос к нашей команде. Передать ей ваше сообщение?
ask-offer-answer = Если это не ответ, передам ваше сообщение нашей команде.
ask-offer-to = Это всё ещё о { $number } или что-то новое?
ask-pass = 📨 Передать
ask-pass-new = 📨 Это новое
ask-pass-to = 🔓 Снова открыть { $number }
ask-passed = 📨 Передано.
ask-pass-gone = Этого сообщения я больше не вижу.
ask-cannot-pass = Опросы, игры и тому подобное передать команде нельзя. Слова, фото, файлы, видео и голосовые — можно.
ask-welcome = Пожалуйста! 🙂

ask-within-minutes = { $count ->
    [one] в течение { $count } минуты
    [few] в течение { $count } минут
   *[many] в течение { $count } минут
}
ask-within-hours = { $count ->
    [one] в течение { $count } часа
    [few] в течение { $count } часов
   *[many] в течение { $count } часов
}
ask-within-days = { $count ->
    [one] в течение { $count } дня
    [few] в течение { $count } дней
   *[many] в течение { $count } дней
}
ask-in-minutes = { $count ->
    [one] через { $count } минуту
    [few] через { $count } минуты
   *[many] через { $count } минут
}
ask-in-hours = { $count ->
    [one] через { $count } час
    [few] через { $count } часа
   *[many] через { $count } часов
}
ask-in-days = { $count ->
    [one] через { $count } день
    [few] через { $count } дня
   *[many] через { $count } дней
}
ask-for-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
   *[many] { $count } минут
}
ask-for-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}
ask-for-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
ask-promise = Ответим { $within }.
ask-back-at = Наша команда снова здесь { $day } в { $time }.
ask-promise-soon = Ответим, как только сможем.

ask-opened =
    ✅ <b>{ $number }</b>: вопрос у нашей команды. { $promise }

    Хотите что-то добавить? Просто пишите сюда, всё уйдёт команде. Меню работает как обычно.
ask-opened-continues = Мы отметили, что это продолжение { $earlier }.
ask-heard = 📨 { $number }: сообщение у нашей команды. { $promise }
ask-heard-again = 🔓 <b>{ $number }</b> снова открыто, сообщение у нашей команды. { $promise }
ask-draft-photo = 📷 Фото ушло нашей команде ({ $number }). Если оно было для аватара, нажмите ниже и пришлите его ещё раз.
ask-for-avatar = ✨ Оно для аватара

ask-status =
    <b>{ $number }</b> · { $category }
    { $state }
ask-state-asked = ⏳ Уже { $since } у нашей команды. { $promise }
ask-state-late = ⏳ Уже { $since } у нашей команды, дольше, чем мы обещали. Простите; мы напомнили о нём команде.
ask-state-waiting = 💬 Ждём вашего ответа.
ask-state-answered = 💬 Мы ответили. Если что-то ещё не решено, просто напишите.
ask-state-resolved = ✅ Решено
ask-state-closed = 🔒 Закрыто
ask-assignee = 🙋 Занимается { $name }.
ask-solved-button = ✅ Решено
ask-more-button = ✍️ Написать ещё
ask-more = <b>{ $number }</b>: следующее сообщение уйдёт нашей команде.
ask-earlier-button = 🗂 Мои обращения
ask-show-button = 👀 Что с ним сейчас

ask-list = <b>🗂 Ваши обращения</b>
ask-list-none = Вы нам ещё не писали.
ask-list-line = { $mark } { $number } · { $date } · { $subject }
ask-newer = ‹ Позже
ask-older = Раньше ›
ask-said-you = <b>Вы</b> · { $at }
ask-said-us = <b>{ $name }</b> · { $at }
ask-said-words = <blockquote>{ $words }</blockquote>
ask-team = Наша команда
ask-nothing-said = Здесь ничего не написано.
ask-content-photo = 🖼 Фото
ask-content-animation = 🎞 Анимация
ask-content-document = 📎 Файл
ask-content-voice = 🎤 Голосовое
ask-content-audio = 🎵 Аудио
ask-content-video = 🎬 Видео
ask-content-video_note = 🎬 Видеосообщение
ask-content-sticker = 🙂 Стикер
ask-content-location = 📍 Место
ask-content-contact = 👤 Контакт
ask-content-other = 📦 Другое
ask-reopen-button = 🔓 Нет, открыть снова
ask-reopen-plain = 🔓 Открыть снова
ask-continue-button = ✍️ Написать об этом снова

ask-solved =
    🎉 <b>{ $number }: решено.</b> Мы рады!

    Как мы справились?
ask-told-resolved =
    ✅ Наша команда считает, что <b>{ $number }</b> решено. Так ли это?

    Если да, звёзды скажут, как мы справились. { $days ->
        [one] Если нет, откройте снова или просто ответьте на это сообщение в течение { $days } дня.
        [few] Если нет, откройте снова или просто ответьте на это сообщение в течение { $days } дней.
       *[many] Если нет, откройте снова или просто ответьте на это сообщение в течение { $days } дней.
    }
ask-told-silence =
    🕊 От вас давно не было вестей, поэтому <b>{ $number }</b> отмечено как решённое.

    { $days ->
        [one] Что-то ещё не решено? Откройте снова или просто ответьте на это сообщение в течение { $days } дня.
        [few] Что-то ещё не решено? Откройте снова или просто ответьте на это сообщение в течение { $days } дней.
       *[many] Что-то ещё не решено? Откройте снова или просто ответьте на это сообщение в течение { $days } дней.
    } Если всё хорошо, звёзды скажут, как мы справились.
ask-told-will-resolve =
    ⏳ <b>{ $number }</b>: от вас давно не было вестей.

    Если что-то ещё не решено, просто напишите сюда. Если всё в порядке, делать ничего не нужно: мы отметим обращение как решённое { $in }.
ask-told-reopened = 🔓 Наша команда снова открыла <b>{ $number }</b> и занимается им дальше.
ask-told-waiting = 💬 <b>{ $number }</b>: наша команда ждёт вашего ответа. Просто напишите сюда.
ask-reopened =
    🔓 <b>{ $number }</b> снова открыто. { $promise }

    Что всё ещё не так? Просто напишите сюда.
ask-star = { $stars } ⭐
ask-rated =
    Спасибо! Ваша оценка: { $stars } из 5 ⭐

    Хотите добавить пару слов?
ask-add-word = ✍️ Добавить пару слов
ask-rating-words = Что понравилось или что стоит улучшить? Хватит пары слов. Если не хочется, /cancel.
ask-rating-long = Получилось { $length } знаков. Можно уложиться в { $most }?
ask-rating-no-words = Только словами, пожалуйста, или /cancel.
ask-rating-thanks = 🙏 Спасибо, наша команда прочитает.
ask-popup-too-late = Для этого уже поздно; напишите нам, пожалуйста, заново.
ask-popup-gone = Этого обращения больше нет.

ask-topic-continues = ↪️ Продолжение { $earlier }.
ask-topic-solved = ✅ { $name }: вопрос решён.
ask-topic-reopened = 🔓 { $name } снова открывает обращение и ждёт вас.
ask-topic-low-rating = 👎 { $name }: оценка { $stars } из 5 ⭐.
ask-topic-rating-words = 💬 { $name } к оценке { $stars } ⭐: { $words }

# What to listen for in what people write; a star stands for any ending.
ask-signs-asking = что, когда, где, почему, зачем, как, кто, кому, кого, чей, какой, какая, какие, какое, сколько, можно, куда, откуда, чего, а можно, а когда, а где, а как, подскажите, скажите, есть ли, могу, можете, будет ли, почему-то
ask-signs-trouble = не работает, не работают, не приш*, не приход*, не получ*, не могу, не открыв*, не груз*, не загруж*, не вид*, не отвеча*, не сделал*, не прин*, не похож*, ошибк*, проблем*, завис*, сломал*, ничего не, ничего нет, до сих пор, так и не, пропал*, не хватает, помогите, нужна помощь, списал*, ужасн*, отвратительн*, жалоб*, жду уже, уже час
ask-signs-demand = верните, вернуть деньги, возврат*, мошенник*, обман*, поддержк*, оператор*, живой человек, живого человека
ask-signs-thanks = спасибо, благодарю, отлично, супер, класс, хорошо, ок, окей, да, решено, понятно, понял, поняла, ясно, здорово, спс
ask-signs-small-talk = как дела, как ты, как поживаешь, кто ты, что ты такое, что ты умеешь, что ты можешь, как тебя зовут, ты бот, ты человек, ты тут, ты живой, что делаешь, сколько тебе лет, ты меня любишь, что это
ask-signs-payment = оплат*, плат*, заплат*, деньг*, денег, карт*, банк*, звезд*, тон, цен*, стоит, стоят, стоимост*, счет*, чек*, квитанц*, купил*, купить, покупк*, подписк*, возврат*, верн*, списал*, бесплатн*
ask-signs-generation = портрет*, фото*, фотк*, картин*, изображен*, набор*, стил*, готов*, результат*, похож*, генерац*, лицо, руки, качеств*
ask-signs-account = удал*, стер*, данны*, аккаунт*, язык*, хран*, приватн*, кто видит
ask-signs-technical = загру*, кнопк*, ошибк*, вылет*, груз*, селфи, принима*, открыв*, скачат*, скачив*
ask-signs-refund = верните, вернуть деньги, возврат*, вернете деньги, деньги назад
ask-signs-nothing = оплатил а, оплатила а, оплатил но, оплатила но, заплатил а, заплатила а, заплатил но, заплатила но, оплатил и, оплатила и
ask-signs-twice = дважды, два раза, двойное списание
ask-signs-receipt = чек, чека, квитанц*
ask-signs-keeping = сколько хран*, как долго хран*, долго ли хран*
ask-signs-erase = удалить мои, удалите мои, удалить все, удалите все, удалить аккаунт
ask-signs-where = где мой, где мои, где моя, когда будет, когда будут, когда придет, когда придут, сколько ждать, долго ждать, долго еще, не готов*
ask-signs-likeness = не похож*, непохож*, не я, это не я, другой человек
ask-signs-price = сколько стоит, сколько стоят, какая цена, цен*, стоимост*, это бесплатно
