# Связь между клиентом и группой сотрудников.
support-undelivered-blocked = ⚠️ Не доставлено: клиент заблокировал бота. Отправим, как только он вернётся.
support-undelivered-gone = ⚠️ Не доставлено: у этого клиента больше нет чата с ботом.
support-undelivered = ⚠️ Не доставлено. Ответ Telegram: { $reason }
support-not-shown = ⚠️ Клиент прислал то, что здесь не показать. Ответ Telegram: { $reason }
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
    } Новое сообщение от него откроет обращение снова.

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
card-release = ↪️ Отдать
card-priority = 🔺 Срочность: { $priority }
card-escalate = ⏫ Позвать на помощь
card-wait = ⏳ Ждать клиента
card-resume = ▶️ Больше не ждать
card-resolve = ✅ Решено
card-reopen = 🔓 Открыть снова
card-refunds = ↩️ Вернуть деньги …
card-show-earlier = 📜 Раньше
card-back = ‹ Назад

### The support desk.

## The person's side: asking, short answers, the way of a ticket, rating.

ask-button = 💬 Поддержка
ask-command = Написать нашей команде

ask-topics =
    <b>О чём вопрос?</b>

    Выберите, и я покажу, что помогает чаще всего. Если этого мало, вы прямо здесь напишете нашей команде.
ask-topics-off =
    <b>Сейчас здесь некому написать:</b> у этого бота нет команды поддержки.

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
ask-answer-refund = <b>Да, в этих случаях:</b>
ask-question-nothing = Оплата прошла, а ничего нет
ask-answer-nothing =
    <b>Вот что мы знаем о ваших оплатах и наборах:</b>

    { $live }

    Звёзды приходят сразу, оплата картой или через СБП иногда идёт несколько минут, TON — около минуты. Все оплаты видны в «Моих платежах». Если через полчаса вашей там нет, напишите нам: мы найдём любую.
ask-question-twice = Деньги списали дважды
ask-answer-twice =
    <b>Ничего не пропало.</b> Каждое списание учтено: второе — это набор, который ждёт вас, или деньги, которые вернутся.

    Вернуть их можно одним нажатием в /paysupport.
ask-question-receipt = Где мой чек?
ask-answer-receipt =
    <b>У каждой оплаты есть квитанция в «Моих платежах»:</b> номер, дата, цена и за что.

    За оплату картой и через СБП банк ещё присылает чек на почту, которую вы указали.
ask-question-selfies = Мои селфи не принимают
ask-answer-selfies =
    <b>Какое селфи подойдёт:</b> лицо крупно и резко, дневной свет, никого больше в кадре, без тёмных очков и фильтров.

    • Нужны JPEG, PNG или WebP от 512 пикселей по каждой стороне. HEIC с iPhone отправляйте как фото, а не файлом.
    • Фото с 🤔 всё равно можно взять: для этого есть кнопка под фотографиями.
ask-question-quality = Как получить полное качество?
ask-answer-quality =
    В чате Telegram немного сжимает фотографии.

    <b>Откройте набор в «Моих фото» и нажмите «Файлами»:</b> там оригиналы. Сколько угодно раз, можно и все сразу архивом.
ask-question-earlier = Где мои прежние портреты?
ask-answer-earlier =
    <b>Всё, что для вас сделано, лежит в «Моих фото»,</b> пока вы сами не удалите, даже если чат очищен.
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
    <b>В разделе «Мои фото и данные» есть «Удалить всё».</b> Фото исчезают сразу, а деньги, которые ещё ваши, сначала возвращаются.

    У отдельного фото, набора и аватара есть своя кнопка 🗑.
ask-question-language = Можно ли сменить язык?
ask-answer-language = <b>Да:</b> нажмите ниже или в любой момент отправьте /language.
ask-question-where = Где мой набор?
ask-answer-where =
    <b>Прямо сейчас:</b>

    { $live }
ask-question-likeness = На портретах непохоже на меня
ask-answer-likeness =
    <b>Переделаем бесплатно:</b> поставьте 👎 на портрет или нажмите «Улучшить фото» под набором и выберите «Не я».

    Больше всего решают селфи: разные дни и свет, лицо крупно и резко. В «Моих аватарах» можно добавить удачнее.
ask-question-detail = На фото что-то не так
ask-answer-detail =
    <b>Поставьте на него 👎 и скажите, что именно:</b> руки, одежда или своими словами. Это фото сделаем заново бесплатно.
ask-question-missing = Не хватает нескольких фото
ask-answer-missing =
    <b>Вы ничего не теряете.</b> Откройте набор в «Моих фото» и нажмите «Сделать недостающие»: это бесплатно.

    Если платили картой или TON, там же можно вернуть деньги за недостающие.
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
ask-state-late = ⏳ Уже { $since } у нашей команды, дольше, чем мы обещали. Простите; мы подняли ваш вопрос выше.
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

    Если что-то ещё не решено, просто напишите сюда. Если всё в порядке, делать ничего не нужно: мы отметим обращение как решённое { $within }.
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
