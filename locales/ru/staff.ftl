staff-help =
    <b>{ $name }, ваша роль здесь: { $role }</b>

    Вам можно: { $permissions }.
staff-help-line = /{ $command }: { $about }
staff-section-staff = 👥 <b>Сотрудники</b>
staff-section-support = 💬 <b>Поддержка</b>
staff-section-referral = 🤝 <b>Партнёры и выплаты</b>
staff-section-money = 💳 <b>Деньги</b>
staff-section-switches = 🎚 <b>Переключатели</b>
staff-section-people = 🧑 <b>Люди и их платежи</b>
staff-section-broadcasts = 📣 <b>Рассылки</b>
staff-section-seeing = 📊 <b>Как идут дела</b>
staff-section-catalogue = 🖼 <b>Каталог</b>
staff-role-admin = администратор
staff-role-operator = оператор
staff-role-viewer = наблюдатель
staff-may-look = смотреть
staff-may-serve-customers = помогать клиентам
staff-may-move-money = распоряжаться деньгами
staff-may-change-settings = менять настройки
staff-command-help = Что вам здесь можно
staff-command-preview = Как выглядят стили: примеры для клиентов

staff-not-allowed = Ваша роль здесь — { $role }, и это в неё не входит. Это может сделать администратор.
staff-only = Простите, это только для сотрудников.
staff-old-button = Эта кнопка больше не действует.
staff-apology =
    <b>Простите, у нас это не получилось даже с нескольких попыток.</b>

    Посмотрите, пожалуйста, что уже сделано, прежде чем пробовать снова. Причина в журнале под этим номером: <code>{ $reference }</code>

## Карточки и их темы

staff-topic-withdrawals = 💸 Выплаты
staff-topic-partners = 🤝 Партнёры
staff-no-topics =
    <b>Здесь нет темы «{ $topic }».</b>

    Её карточки приходят в общую тему. Чтобы у них была своя, включите темы в настройках группы и дайте боту право управлять ими.
staff-topic-closed =
    <b>Тема «{ $topic }» закрыта, а открыть её мне нельзя.</b>

    То, что должно появиться там, ждёт. Откройте её, пожалуйста, или дайте мне право управлять темами.
staff-card-old = Это старая копия карточки. Действующая — в той же теме.
staff-card-gone = 🗑 Здесь больше ничего нет.

## Что показывается, прежде чем сделать

deed-no = ✖️ Оставить как есть
deed-second = ☑️ <b>{ $name } подтверждает.</b> Это крупное действие: нужно согласие ещё одного сотрудника, в течение суток.
deed-dropped = ✖️ <i>Отменено: { $name }. Ничего не сделано.</i>
deed-expired = ⌛ <i>Никто не подтвердил вовремя. Ничего не сделано; начните заново.</i>
deed-of-another = Подтвердить может только тот, кто это начал: { $name }.
deed-needs-another = Вы уже подтвердили. Нужно согласие второго сотрудника.
deed-asker-gone = У сотрудника, который это начал ({ $name }), больше нет на это прав. Начните заново.

## Вход, в личном чате

login-ask-name = 🔑 <b>Это вход для сотрудников.</b> Ваше имя пользователя?
login-ask-password = А пароль? Сообщение с ним я сразу удалю.
login-not-here = Пароль в команде легко увидеть, поэтому читать его я не буду. Начнём сначала: ваше имя пользователя?
login-no-text = Пароль нужен текстом. Напишите его, пожалуйста, или отправьте /cancel.
login-delete-it = ⚠️ <b>Удалить ваше сообщение не получилось.</b> Удалите его, пожалуйста, сами, чтобы никто не прочитал пароль.
login-wrong = Такое имя и такой пароль друг другу не подходят. Напишите пароль ещё раз или начните заново: /login.
login-paused-minutes =
    { $minutes ->
        [one] ⏳ Слишком много ошибок. Попробуйте снова через { $minutes } минуту: /login
        [few] ⏳ Слишком много ошибок. Попробуйте снова через { $minutes } минуты: /login
        [many] ⏳ Слишком много ошибок. Попробуйте снова через { $minutes } минут: /login
       *[other] ⏳ Слишком много ошибок. Попробуйте снова через { $minutes } минуты: /login
    }
login-paused-hours =
    { $hours ->
        [one] ⏳ Слишком много ошибок. Попробуйте снова через { $hours } час: /login
        [few] ⏳ Слишком много ошибок. Попробуйте снова через { $hours } часа: /login
        [many] ⏳ Слишком много ошибок. Попробуйте снова через { $hours } часов: /login
       *[other] ⏳ Слишком много ошибок. Попробуйте снова через { $hours } часа: /login
    }
login-done =
    ✅ <b>Вход выполнен: { $username }.</b> Ваша роль: { $role }.

    Она действует в группе сотрудников уже сейчас: команда /help там покажет, что вам можно. Выйти — /logout.
login-moved =
    🔑 <b>Вход с именем { $username } выполнен из другого аккаунта Telegram</b>, поэтому здесь он закончен.

    Если это были не вы, сразу скажите администратору.
login-nowhere = Группы сотрудников здесь пока нет, так что входить некуда.
login-in-private = 🔑 Входите и выходите, пожалуйста, в личном чате со мной: здесь ваш пароль прочитали бы все.
logout-done = 👋 Вы вышли. В группе сотрудников ваши действия больше не считаются, пока вы не вернётесь через /login.
logout-nothing = Вход не выполнен. Сотрудники входят командой /login.
logout-owner = По настройкам сервиса вы остаётесь владельцем с ролью администратора.
login-news = 🔑 Выполнен вход: { $name } теперь <b>{ $username }</b> ({ $role }).
login-pause-news =
    🔐 <b>Кто-то подбирает пароль к имени { $username }</b>: слишком много ошибок, пока вход закрыт.

    Это { $name }, Telegram id { $id }.
login-pause-news-nobody =
    🔐 <b>Кто-то подбирает пароли</b>: слишком много ошибок, пока вход закрыт.

    Это { $name }, Telegram id { $id }.

## Сотрудники

people-title = 👥 <b>Сотрудники: { $count }</b>
people-account = <b>{ $username }</b> · { $role }
people-telegram = Telegram: { $name }, { $id }
people-telegram-id = Telegram: { $id }
people-untied = Сейчас никто не вошёл.
people-since = С { $day }
people-last = Последнее: { $action }, { $at }
people-last-nothing = Пока ничего не сделано.
people-owners = 👑 Владельцы по настройкам, всегда администраторы: { $owners }
people-make = Сделать: { $role }
people-untie = 🔓 Отвязать Telegram
people-back = ‹ Все
people-gone = Такой учётной записи больше нет.
people-role-ask =
    <b>Сменить роль { $username }?</b> { $before } → { $after }

    Новая роль начнёт действовать сразу.
people-role-yes = ✅ Да: { $after }
people-role-done = ✅ <b>{ $username }: { $before } → { $after }.</b> Решение: { $names }.
people-untie-ask =
    <b>Отвязать Telegram от { $username }?</b>

    То, что этот аккаунт делает здесь, сразу перестанет считаться. Вернуться можно командой /login, с паролем.
people-untie-yes = 🔓 Да, отвязать
people-untie-done = 🔓 <b>{ $username }: Telegram отвязан.</b> Решение: { $names }.
people-same-role = Ничего не изменилось: роль уже такая.
people-last-admin = Ничего не изменилось: это последний администратор, без него сотрудниками некому управлять. Сначала назначьте другого.
people-not-tied = Ничего не изменилось: с этой учётной записью никто не вошёл.
staff-newer = ‹ Новее
staff-older = Раньше ›
staff-command-staff = Кто у нас работает и что делал последним

## Что было сделано

log-title = 📜 <b>Что было сделано</b>
log-title-of = 📜 <b>Что было сделано:</b> { $words }
log-nothing = Ничего подходящего.
log-line = { $at } · <b>{ $who }</b>: { $action }
log-record = { $record }
log-details = <i>{ $details }</i>
log-no-time = время не отмечено
log-by-command-line = командная строка
log-by-nobody = кто-то
log-yes = да
log-no = нет
log-unknown = «{ $word }» — не сотрудник и не действие из журнала.
log-usage =
    Ищите сотрудника, действие, запись и дни, в любом сочетании:
    <code>/audit oleg refund 2026-11</code>
    <code>/audit payment:1042</code>
    <code>/audit @vera 2026-11-01..2026-11-28</code>
    <code>/audit csv 2026-11</code>, для администраторов: файлом
log-forgotten = Этот поиск уже забыт. Начните заново: /audit.
staff-command-audit = Кто что сделал: /audit oleg, refund, payment:12, 2026-11

log-file =
    { $lines ->
        [one] Что было сделано: { $lines } строка
        [few] Что было сделано: { $lines } строки
        [many] Что было сделано: { $lines } строк
       *[other] Что было сделано: { $lines } строки
    }
log-file-cut = Что было сделано: последние строки, { $lines }. Чтобы увидеть более старые, назовите меньше дней.
log-column-number = Номер
log-column-at = Когда
log-column-who = Кто
log-column-did = Что
log-column-name = Действие
log-column-record = Запись
log-column-details = Было → стало
log-target-audit = журнал
log-field-words = поиск
log-action-audit_exported = выгрузка журнала
log-target-broadcast = рассылка
log-target-custom_prompt = промпт
log-target-pricing_tier = набор в продаже
log-target-alert = тревога
log-target-sales_pause = пауза продаж
log-target-sales = продажи
log-target-staff = учётная запись
log-target-user = человек
log-target-payment = платёж
log-target-ticket = обращение
log-target-withdrawal = выплата
log-target-partner_application = заявка
log-target-style_preview = пример
log-target-policy = правила возвратов
log-target-canned_answer = готовый ответ

log-field-status = состояние
log-field-priority = приоритет
log-field-taken_by = у сотрудника
log-field-waits = ждём клиента
log-field-number = номер
log-field-amount = сумма
log-field-user_id = человек
log-field-name = кто
log-field-language = язык
log-field-rule = правило
log-field-price = цена
log-field-message = сообщение
log-field-refund = возврат
log-field-style = стиль
log-field-span = период
log-field-lines = строк
log-field-forced = хотя доставлено
log-field-payments_given_back = возвращено платежей
log-field-is_banned = блокировка
log-field-is_told_why = причина названа
log-field-set = набор
log-field-missing = не хватает
log-field-photo = фото
log-field-photos = фото
log-field-payment = платёж
log-field-tier = набор
log-field-ticket = обращение
log-field-due_at = срок
log-field-is_on = включено
log-field-until = до
log-field-rate = ставка
log-field-reason = причина
log-field-username = имя пользователя
log-field-account_pause_minutes = пауза аккаунта, минут
log-field-name_pause_minutes = пауза имени, минут

log-action-login = вход
log-action-logout = выход
log-action-login_paused = слишком много неверных паролей
log-action-staff_added = новая учётная запись
log-action-staff_role = смена роли
log-action-staff_password = смена пароля
log-action-staff_linked = привязка Telegram
log-action-staff_untied = отвязка Telegram
log-action-staff_removed = удаление учётной записи
log-action-ticket_taken = обращение взято
log-action-ticket_released = обращение отпущено
log-action-ticket_priority = смена приоритета
log-action-ticket_escalated = просьба о помощи
log-action-ticket_waiting = ожидание клиента
log-action-ticket_resumed = конец ожидания
log-action-ticket_resolved = обращение решено
log-action-ticket_reopened = обращение снова открыто
log-action-ticket_answer_taken_back = ответ отозван
log-action-canned_answer = правка готового ответа
log-action-gift = подарен набор
log-action-ban = блокировка
log-action-unban = разблокировка
log-action-erase = данные человека стёрты
log-action-write = письмо человеку
log-action-refund_part = возврат части платежа
log-action-follow_up = отметка «вернуться к этому»
log-action-follow_up_done = отметка закрыта
log-action-set_completed = недостающие фото доделываются
log-action-set_sent_again = набор отправлен ещё раз
log-action-photo_remade = фото переделывается
log-action-switched = переключатель
log-action-sales_pause_ended = пауза продаж закончена
log-action-broadcast_begin = начата рассылка
log-action-broadcast_words = текст рассылки
log-action-broadcast_buttons = кнопки рассылки
log-action-broadcast_time = время рассылки
log-action-broadcast_list = список рассылки
log-action-broadcast_audience = получатели рассылки
log-action-broadcast_status = пауза, продолжение или остановка рассылки
log-action-broadcast_discard = рассылка отброшена
log-action-broadcast_send = рассылка отправлена
log-action-tier_changed = правка набора в продаже
log-action-tier_added = новый набор в продаже
log-action-prompt_added = новый промпт
log-action-prompt_moved = промпт передвинут
log-action-prompt_text_written = текст промпта
log-action-exported = выгрузка таблицы
log-action-prompt_changed = правка промпта
log-action-alert_muted = тревога заглушена
log-action-refund = возврат платежа
log-action-refund_sent = возврат отмечен как отправленный
log-action-refund_policy = смена правила возвратов
log-action-withdrawal_approved = выплата одобрена
log-action-withdrawal_taken = выплата взята в работу
log-action-withdrawal_given_back = выплата отдана другим
log-action-withdrawal_completed = выплата отмечена как отправленная
log-action-withdrawal_rejected = выплата отклонена
log-action-withdrawal_details_seen = просмотр реквизитов выплаты
log-action-withdrawals_exported = выгрузка выплат
log-action-partner_approved = партнёр одобрен
log-action-partner_refused = партнёру отказано
log-action-partner_rate = смена ставки партнёра
log-action-partner_ended = конец партнёрства
log-action-preview_added = добавлен пример
log-action-preview_removed = удалён пример

log-value-admin = администратор
log-value-operator = оператор
log-value-viewer = наблюдатель
log-value-open = открыто
log-value-in_progress = в работе
log-value-resolved = решено
log-value-closed = закрыто
log-value-pending = ждёт решения
log-value-approved = одобрено
log-value-rejected = отклонено
log-value-sending = отправляется
log-value-completed = отправлено
log-value-to_send = нужно отправить
log-value-sent = отправлено
log-value-taken_back = отозвано
log-value-going_back = возвращается
