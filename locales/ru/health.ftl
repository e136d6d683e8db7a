## Как всё работает

staff-command-health = Всё ли работает и кто ждёт
health-title = 🩺 <b>Как всё работает, { $time }</b>
health-waiting =
    { "" }
    <b>Кто ждёт</b>
health-to-do =
    { "" }
    <b>Что делать</b>
health-muted = 🔇 { $name }: без звука до { $until }, { $by }
health-never = никогда
health-refresh = 🔄 Посмотреть снова
health-retry = 🔁 { $name } ({ $count })
health-forget = 🗑 Забыть
health-updates = сообщения

health-line-inbox =
    Входящие: { $count ->
        [0] ничего не ждёт
        [one] { $count } сообщение ждёт, дольше всех { $time }
        [few] { $count } сообщения ждут, дольше всех { $time }
       *[many] { $count } сообщений ждут, дольше всех { $time }
    }; последнее пришло { $last } назад
health-line-queue = Очередь: пора { $due }, идут { $running }, не удаются раз за разом { $failing }
health-line-queue-late = Очередь: пора { $due }, дольше всех { $time } ({ $kind }), идут { $running }, не удаются раз за разом { $failing }
health-line-nothing-given-up = Не удалось: ничего
health-line-given-up =
    Не удалось: { $jobs ->
        [0] задач нет
        [one] { $jobs } задача ({ $kinds })
        [few] { $jobs } задачи ({ $kinds })
       *[many] { $jobs } задач ({ $kinds })
    }, { $updates ->
        [0] сообщений нет
        [one] { $updates } сообщение
        [few] { $updates } сообщения
       *[many] { $updates } сообщений
    }, из них за последний час { $lately }
health-line-references = ; номера: <code>{ $references }</code>
health-line-kie =
    Kie: { $trouble ->
        [credits] кредиты кончились { $since } назад
        [key] не принимает наш ключ { $since }
        [maintenance] на обслуживании { $since }
        [down] недоступен { $since }
       *[none] работает
    }{ $known ->
        [0] { "" }
       *[1] , кредитов { $credits } ({ $asked } назад)
    }
health-line-storage =
    Хранилище: ответило { $asked } назад{ $failures ->
        [0] { "" }
       *[other] , с тех пор молчит: { $failures }×
    }
health-line-storage-unknown = Хранилище: ещё не спрашивали
health-line-telegram =
    Telegram: ответил { $asked } назад{ $failures ->
        [0] { "" }
       *[other] , с тех пор молчит: { $failures }×
    }; ждёт там: { $count }; просил не спешить: { $floods }×
health-line-telegram-unknown = Telegram: ещё не спрашивали
health-line-database = База: { $used } из { $most } соединений
health-line-sales =
    Продажи: { $pauses ->
        [0] открыты
       *[other] на паузе ({ $reasons })
    }{ $switched ->
        [0] { "" }
        [one] ; { $switched } переключатель не как обычно, см. /switches
        [few] ; { $switched } переключателя не как обычно, см. /switches
       *[many] ; { $switched } переключателей не как обычно, см. /switches
    }
health-line-no-process = Процессы: пока ни один не отозвался
health-line-process = { $name }: { $roles }; { $version }, работает { $up }
health-line-process-gone = { $name }: { $roles }; пропал { $seen } назад, не попрощавшись
health-line-sets = Наборы в работе
health-line-refunds = Возвраты в пути
health-line-refunds-by-hand = Возвраты, которые отправляете вы
health-line-tickets = Обращения без ответа
health-line-withdrawals = Выплаты
health-line-nobody = нет
health-line-waits = { $count }, дольше всех { $time }

## Тревоги

health-lasts = <b>Всё ещё, уже { $time }:</b>
health-over = 🟢 Прошло: { $name }. Длилось { $time }.
health-mute =
    🔇 { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    }
health-look = 🩺 Как всё работает
health-muted-now = Без звука до { $until }. В /health это видно и так.

health-name-inbox = сообщения ждут
health-inbox =
    <b>Люди ждут ответа.</b> { $count ->
        [one] { $count } сообщение ещё не обработано
        [few] { $count } сообщения ещё не обработаны
       *[many] { $count } сообщений ещё не обработаны
    }, дольше всех { $time }.
health-do-inbox = посмотрите, работает ли процесс с ролью bot и что в его журнале
health-name-dead-updates = сообщения не удалось обработать
health-dead-updates =
    <b>За последний час не удалось обработать { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }.</b> Люди получили извинение с номером: <code>{ $references }</code>
health-do-dead-updates = причина в журнале под этим номером; в /health их можно обработать снова
health-name-late-jobs = задачи опаздывают
health-late-jobs = <b>Работа опаздывает.</b> { $kinds }: дольше всех ждёт { $time }.
health-do-late-jobs = посмотрите, работает ли процесс с ролью worker; если да, запустите ещё один
health-name-failing-jobs = задачи не удаются
health-failing-jobs = <b>Работа раз за разом не удаётся.</b> { $kinds }: пробуем каждые десять минут.
health-do-failing-jobs = причина в журнале; ничего тем временем не теряется
health-name-dead-jobs = задачи не удались
health-dead-jobs = <b>Работа не удалась.</b> { $kinds }
health-do-dead-jobs = причина в журнале; когда она устранена, в /health можно попробовать снова
health-name-late-sets = оплаченный набор опаздывает
health-late-sets =
    <b>Оплаченный набор опаздывает.</b> В работе { $count }, дольше всех { $time }.
health-do-late-sets = посмотрите, как Kie; через сутки набор заканчивается тем, что есть, за остальное вернутся деньги
health-name-refunds = возврат застрял
health-refunds =
    <b>Возврат застрял.</b> { $count ->
        [one] { $count } возврат в пути
        [few] { $count } возврата в пути
       *[many] { $count } возвратов в пути
    }, дольше всех { $time }.
health-do-refunds = посмотрите в журнале, почему отказывают, и есть ли деньги на счёте
health-name-refunds-by-hand = возврат ждёт вас
health-refunds-by-hand =
    <b>Кто-то ждёт денег, которые отправляете вы.</b> { $count ->
        [one] { $count } возврат
        [few] { $count } возврата
       *[many] { $count } возвратов
    }, дольше всех { $time }.
health-do-refunds-by-hand = их карточки в этой группе: сколько и куда отправить
health-name-kie = Kie не работает
health-kie =
    <b>Kie всё ещё не работает:</b> { $trouble ->
        [credits] кончились кредиты
        [key] ключ не принимается
        [maintenance] идёт обслуживание
       *[down] ответа нет
    }, уже { $time }.
health-do-kie = пополните кредиты или проверьте KIE_API_KEY; иначе ждите, бот продолжит сам
health-name-credits = мало кредитов Kie
health-credits = <b>Кредиты Kie кончаются.</b> Осталось { $left }, меньше { $least }.
health-do-credits = пополните их на kie.ai; на нуле продажи встанут
health-name-storage = хранилище молчит
health-storage =
    <b>Хранилище не отвечает</b>{ $answered ->
        [0] .
       *[1] , уже { $time }.
    } Фото нельзя ни принять, ни доставить.
health-do-storage = посмотрите страницу состояния хранилища, его счёт и S3_ACCESS_KEY_ID
health-name-telegram = Telegram молчит
health-telegram =
    <b>Telegram не отвечает</b>{ $answered ->
        [0] .
       *[1] , уже { $time }.
    }
health-do-telegram = посмотрите сеть и TELEGRAM_BOT_TOKEN
health-name-webhook = Telegram до нас не достаёт
health-webhook = <b>Telegram не может передать сообщения.</b> Там ждут: { $count }.
health-do-webhook = посмотрите PUBLIC_URL, его сертификат и слушает ли там процесс
health-name-connections = мало соединений с базой
health-connections = <b>Соединения с базой кончаются.</b> Занято { $used } из { $most }.
health-do-connections = уменьшите DATABASE_MAX_CONNECTIONS или число процессов либо дайте базе больше

## Что не удалось

health-none-left = Здесь ничего не осталось: уже пробовали снова или забыли.
health-retry-jobs-ask =
    🔁 Попробовать снова { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    } вида <code>{ $name }</code>?

    Что уже сделано, второй раз не делается.
health-retry-jobs-yes = 🔁 Попробовать снова
health-retry-jobs-done =
    🔁 Пробуем снова { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    } вида <code>{ $name }</code>. Решение: { $by }.
health-forget-jobs-ask =
    🗑 Забыть { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    } вида <code>{ $name }</code>?

    То, что они должны были сделать, сделано не будет, если его не найдёт проверка. Вернуть нельзя.
health-forget-jobs-yes = 🗑 Забыть насовсем
health-forget-jobs-done =
    🗑 Забыли { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    } вида <code>{ $name }</code>. Решение: { $by }.
health-retry-updates-ask =
    🔁 Обработать снова { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }?

    Люди получат ответ сейчас, как бы давно они ни писали.
health-retry-updates-yes = 🔁 Обработать снова
health-retry-updates-done =
    🔁 Обрабатываем снова { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }. Решение: { $by }.
health-forget-updates-ask =
    🗑 Забыть { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }, которые не удалось обработать?

    Среди них может быть оплата; она найдётся снова в списке платёжной системы. Вернуть нельзя.
health-forget-updates-yes = 🗑 Забыть насовсем
health-forget-updates-done =
    🗑 Забыли { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }. Решение: { $by }.
