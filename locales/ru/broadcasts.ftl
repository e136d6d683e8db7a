broadcast-command = Написать сразу многим
broadcast-command-list = Последние рассылки и что из них вышло

## Карточка рассылки

broadcast-heading = 📣 <b>Рассылка № { $number }</b> · { $status } · { $name }
broadcast-status-draft = 📝 черновик
broadcast-status-scheduled = 🕒 ждёт своего времени
broadcast-status-sending = 📤 отправляется
broadcast-status-paused = ⏸ на паузе
broadcast-status-stopped = ⏹ остановлена
broadcast-status-done = ✅ отправлена
broadcast-letter =
    { $photo ->
        [0] <b>{ $language }:</b> { $words }
       *[other] <b>{ $language }:</b> 🖼 { $words }
    }
broadcast-letter-other = <b>{ $language }:</b> получат то, что написано на другом языке: { $other }
broadcast-letter-none = <b>{ $language }:</b> пока ничего
broadcast-button =
    { $counted ->
        [0]    [{ $label }] (переходы не считаются)
       *[other]    [{ $label }]
    }
broadcast-for = <b>Кому:</b> { $audience }
broadcast-only = только { $language }
broadcast-group-everyone = всем
broadcast-group-paid = кто платил
broadcast-group-never-paid = кто не платил
broadcast-group-unused = сет оплачен, не сделан
broadcast-group-partners = партнёрам
broadcast-group-listed = по списку
broadcast-all-languages = Все языки
broadcast-seen-whenever = Были когда угодно
broadcast-seen =
    { $days ->
        [one] были за { $days } день
        [few] были за { $days } дня
        [many] были за { $days } дней
       *[other] были за { $days } дня
    }
broadcast-not-seen =
    { $days ->
        [one] не были { $days } день
        [few] не были { $days } дня
        [many] не были { $days } дней
       *[other] не были { $days } дня
    }
broadcast-people =
    { $count ->
        [0] <b>Людей сейчас:</b> никого
        [one] <b>Людей сейчас:</b> { NUMBER($count) }, { $time }
        [few] <b>Людей сейчас:</b> { NUMBER($count) }, { $time }
        [many] <b>Людей сейчас:</b> { NUMBER($count) }, { $time }
       *[other] <b>Людей сейчас:</b> { NUMBER($count) }, { $time }
    }
broadcast-people-of = { $language }: { NUMBER($count) }
broadcast-minute = около минуты
broadcast-time =
    { $hours ->
        [0] около { $minutes } мин
        [one] около { $hours } ч { $minutes } мин
        [few] около { $hours } ч { $minutes } мин
        [many] около { $hours } ч { $minutes } мин
       *[other] около { $hours } ч { $minutes } мин
    }
broadcast-begins-at-once = <b>Начало:</b> сразу после подтверждения
broadcast-begins-at = <b>Начало:</b> { $time } ({ $zone })
broadcast-delivered = <b>Получили { NUMBER($delivered) } из { NUMBER($all) }</b>
broadcast-left = ⏳ Ещё не отправлено: { NUMBER($count) }
broadcast-blocked = 🚫 Заблокировали бота или удалились: { NUMBER($count) }
broadcast-refused = ⚠️ Telegram отказал: { NUMBER($count) }
broadcast-unknown = ❔ Неизвестно: { NUMBER($count) }. Ответа не было, поэтому им не отправим снова
broadcast-skipped = ➖ Пропущено: { NUMBER($count) }. Уже не хотят новостей, заблокированы или уходят
broadcast-remaining = ⌛ Осталось { $time }
broadcast-clicks =
    { $people ->
        [0] 👆 Кнопок пока никто не нажимал
        [one] 👆 Нажал { NUMBER($people) } человек, всего нажатий: { NUMBER($clicks) }
        [few] 👆 Нажали { NUMBER($people) } человека, всего нажатий: { NUMBER($clicks) }
        [many] 👆 Нажали { NUMBER($people) } человек, всего нажатий: { NUMBER($clicks) }
       *[other] 👆 Нажали { NUMBER($people) } человека, всего нажатий: { NUMBER($clicks) }
    }
broadcast-started = Начало: { $time }
broadcast-finished = Конец: { $time }
broadcast-trouble = ⚠️ Telegram отвечает: { $trouble }
broadcast-write = ✏️ { $language }
broadcast-link = 🔗 Кнопки: { $language }
broadcast-whom = 👥 Кому
broadcast-when = 🕒 Когда
broadcast-preview = 👁 Показать мне
broadcast-send = 📣 Отправить
broadcast-discard = 🗑 Удалить черновик
broadcast-call-off = ✖️ Отменить
broadcast-pause = ⏸ Пауза
broadcast-resume = ▶️ Продолжить
broadcast-stop = ⏹ Остановить совсем
broadcast-refresh = 🔄 Обновить
broadcast-back = ‹ Назад
broadcast-gone = Этой рассылки больше нет.
broadcast-not-now = Это уже не черновик или рассылка не идёт: посмотрите на карточку.

## Как её составить

broadcast-ask-words =
    { $name }, ответьте на это сообщение текстом на языке <b>{ $language }</b> или фото с подписью. Жирный шрифт, ссылки и прочее дойдут такими, как вы их пришлёте.

    «-» уберёт текст.
broadcast-ask-buttons =
    { $name }, ответьте на это сообщение кнопками под текстом на языке <b>{ $language }</b>, по одной в строке:

    <code>Попробовать | portraits</code>
    <code>Подробнее | https://example.com</code>

    Места в боте: { $places }. «-» уберёт кнопки.
broadcast-ask-people = { $name }, ответьте на это сообщение списком людей: Telegram ID и @имена, или CSV-файлом, где они в первом столбце.
broadcast-ask-time =
    { $name }, ответьте на это сообщение временем, например <code>{ $now }</code> ({ $zone }).

    «-» значит: сразу после подтверждения.
broadcast-no-words = Здесь нет слов. Пришлите, пожалуйста, текст или фото с подписью.
broadcast-no-photo = Такое людям не отправить. Пришлите, пожалуйста, текст или фото (не файлом) с подписью.
broadcast-too-long = Слишком длинно: знаков { NUMBER($has) }, а Telegram принимает { NUMBER($most) }.
broadcast-buttons-many = Слишком много: кнопок может быть не больше { $most }.
broadcast-buttons-unreadable = Строка { $line } — не кнопка. Нужны слова, потом «|», потом куда она ведёт.
broadcast-buttons-label = Слова в строке { $line } слишком длинные: на кнопке видно 64 знака.
broadcast-buttons-nowhere = Строка { $line } никуда не ведёт. Можно указать адрес, который начинается с https:// или tg://, или одно из мест: { $places }.
broadcast-no-people = Не вижу здесь людей. Пришлите Telegram ID или @имена, или CSV-файл не больше 2 МБ, где они в первом столбце.
broadcast-people-found = Названо: { NUMBER($named) }, из них мы знаем: { NUMBER($found) }.
broadcast-no-time = Это не будущее время. Напишите, пожалуйста, как 05.03.2026 18:30.
broadcast-preview-sent = Загляните в свой чат со мной: там всё так, как это получат люди.
broadcast-preview-start = Не могу вам написать. Откройте свой чат со мной, нажмите «Начать» и попробуйте снова.
broadcast-preview-refused = ⚠️ Telegram это не принимает: { $trouble }
broadcast-no-letter = Текста ещё нет.
broadcast-nobody-popup = Таких людей нет.
broadcast-discarded = 🗑 <i>Черновик рассылки № { $number } удалён: { $name }.</i>

## Отправка

broadcast-propose =
    📣 <b>Отправить рассылку № { $number }?</b>

    Кому: { $audience }
broadcast-propose-never = Её можно приостановить и остановить, но отправленное не вернуть. Её не получат те, кто заблокирован, уходит, заблокировал бота или не хочет новостей.
broadcast-send-yes = 📣 Отправить
broadcast-confirmed = 📣 <b>Рассылка № { $number } подтверждена</b>: { $names }.
broadcast-no-draft = ✖️ <i>Рассылка № { $number } — уже не черновик.</i>
broadcast-changed = ✖️ <i>Рассылку № { $number } изменили после того, как это было показано. Ничего не отправлено; нажмите «Отправить» на карточке ещё раз.</i>
broadcast-nobody = ✖️ <i>Людей для рассылки № { $number } больше нет.</i>
broadcast-grown = ✖️ <i>Людей для рассылки № { $number } стало столько, что нужно согласие второго сотрудника. Нажмите «Отправить» на карточке ещё раз.</i>
broadcast-sent = ✅ <b>Рассылка № { $number } отправлена.</b>
broadcast-halted =
    ⚠️ <b>Рассылка № { $number } на паузе:</b> Telegram отказал несколько раз подряд.

    Он отвечает: { $trouble }

## Список рассылок

broadcast-list = 📣 <b>Последние рассылки</b>
broadcast-list-empty = Рассылок ещё не было. Начать: /broadcast
broadcast-line = № { $number } · { $status } · { $time } · { $audience } · { NUMBER($delivered) } из { NUMBER($all) }

## Новости, как их видят люди

news-command = Новости: получать или нет
news-enough = 🔕 Больше не присылать
news-off = Новостей от нас больше не будет. Всё, что вы покупаете и о чём просите, придёт как обычно. Вернуть новости: /news
news-are-on =
    <b>Вы получаете новости</b>: изредка рассказываем о новых стилях и предложениях.

    Всё, что вы покупаете и о чём просите, приходит в любом случае.
news-are-off =
    <b>Новости вам не приходят.</b>

    Всё, что вы покупаете и о чём просите, приходит в любом случае.
news-turn-off = 🔕 Больше не присылать
news-turn-on = 🔔 Присылать новости
