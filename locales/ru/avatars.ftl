avatar-new = 📸 Новый аватар
avatar-ask-name =
    <b>Новый аватар</b>

    Чьи портреты будем делать? Напишите имя: его увидите только вы.
avatar-use-first-name = Пусть будет { $name }
avatar-name-empty = Нужна хотя бы одна буква или цифра. Как назовём аватар?
avatar-name-too-long = Длинновато. До 40 символов, пожалуйста.
avatar-name-unprintable = Одну строку из обычных символов, пожалуйста. Как назовём аватар?
avatar-kept-until-named = Есть, фото пригодятся. Но сначала: как назовём аватар?
avatar-declined = Хорошо, мы ничего не сохранили. Если передумаете, я здесь.

avatar-drafts-wait = У вас есть незаконченный аватар. Продолжим?
avatar-continue-named = ✏️ Продолжить «{ $name }»
avatar-delete-draft = 🗑 Удалить его
avatar-offer = Хорошее фото! Сделать из него аватар? Для ИИ-портретов нужно несколько фото, и это отличное начало.
avatar-offer-yes = ✨ Да, сделать аватар
avatar-unfit = Этот файл не подойдёт: { $reason }.

avatar-photos =
    <b>Фото аватара «{ $name }»</b>
    { $bar } { $count } из { $wanted }{ $mark }
avatar-waiting = ⏳ { $count ->
    [one] Смотрю { $count } фото…
    [few] Смотрю { $count } фото…
   *[many] Смотрю { $count } фото…
}
avatar-advised = 🤔 { $count ->
    [one] Фото { $numbers }: { $reason }
    [few] Фото { $numbers }: { $reason }
   *[many] Фото { $numbers }: { $reason }
}
avatar-advised-hint = Пока не в счёт. Нажмите на номер: покажу, какое это фото, и можно будет взять его всё равно.
avatar-refused = 🚫 { $count ->
    [one] Фото { $numbers }: { $reason }
    [few] Фото { $numbers }: { $reason }
   *[many] Фото { $numbers }: { $reason }
}
avatar-advice-no-face = не нахожу лица. Если вы тут сбоку, возьмите всё равно; если нет, повернитесь к камере, и чтобы лицо ничего не закрывало
avatar-advice-several-faces = несколько лиц, на портретах они могут смешаться. Обрежьте так, чтобы остались только вы
avatar-advice-face-small = лицо слишком мелкое. Снимите ближе или обрежьте лишнее
avatar-advice-dark = слишком темно. Повернитесь к окну или лампе
avatar-advice-bright = слишком светло, лицо засвечено. Отойдите от резкого света
avatar-advice-blurred = размыто. Протрите объектив, не двигайтесь и снимите ещё раз
avatar-advice-eyes-hidden = не видно глаз. Снимите тёмные очки или уберите волосы с лица
avatar-use-anyway = 👌 Взять всё равно
avatar-leave-out = Не брать
avatar-used-anyway = Теперь это фото в счёт.
avatar-left-out = Не берём, фото удалено.
avatar-decided = С этим фото уже решено.
avatar-hint-first =
    Пришлите фото одного человека, по одному или все сразу.

    👍 лицо крупно и чётко, разные дни, ракурсы и свет
    👎 тёмные очки, фильтры, другие люди, шапка на глазах
avatar-hint-more = { $missing ->
    [one] Осталось прислать ещё { $missing } фото.
    [few] Осталось прислать ещё { $missing } фото.
   *[many] Осталось прислать ещё { $missing } фото.
}
avatar-hint-enough = Этого уже хватит.
avatar-tip-profile = Больше всего поможет фото, где голова повёрнута вполоборота.
avatar-tip-light = Больше всего поможет фото при другом свете: у окна или на улице.
avatar-tip-closer = Больше всего поможет фото поближе.
avatar-tip-further-away = Больше всего поможет фото подальше, с плечами и грудью.
avatar-tip-place = Больше всего поможет фото из другого дня и места.
avatar-tip-smile = Больше всего поможет другое выражение: улыбка или, наоборот, серьёзный взгляд.
avatar-hint-full = Все места заняты. Нажмите «Готово»!
avatar-remove = ➖ Убрать фото
avatar-restart = ↺ Начать заново
avatar-done = ✅ Готово
avatar-back = ← Назад
avatar-too-few = { $missing ->
    [one] Нужно ещё { $missing } фото.
    [few] Нужно ещё { $missing } фото.
   *[many] Нужно ещё { $missing } фото.
}
avatar-photos-expected = Жду фото для аватара: просто пришлите их сюда. Чтобы убрать фото, ответьте на него /remove. Отложить на потом: /cancel

avatar-ask-remove =
    <b>Фото аватара «{ $name }»: { $count }</b>

    Какое убрать? Они пронумерованы в том порядке, в котором вы их прислали. Или ответьте /remove на само фото.
avatar-ask-restart = { $count ->
    [0] Собрать фото аватара «{ $name }» заново?
    [one] Убрать { $count } фото аватара «{ $name }» и начать заново?
    [few] Убрать все { $count } фото аватара «{ $name }» и начать заново?
   *[many] Убрать все { $count } фото аватара «{ $name }» и начать заново?
}
avatar-restart-yes = ↺ Да, заново
avatar-photo-removed = Фото удалено и из аватара, и из хранилища.
avatar-how-to-remove = Чтобы убрать фото, ответьте /remove на сообщение, в котором вы его прислали. Так можно, пока аватар не готов.
avatar-photo-gone = Этого фото уже нет.

avatar-refused-too-small = меньше 512 px
avatar-refused-too-long = слишком вытянутое
avatar-refused-too-heavy = больше 20 МБ
avatar-refused-too-large = больше 50 мегапикселей
avatar-refused-heic = HEIC не открыть; пришлите как фото, а не как файл
avatar-refused-not-a-photo = это не фото (JPEG, PNG или WebP)
avatar-refused-unreadable = файл повреждён
avatar-refused-blank = на нём ничего не видно
avatar-refused-same = такое же уже есть
avatar-refused-alike = почти такое же уже есть
avatar-refused-enough = все места уже заняты
avatar-refused-lost = потерялось по дороге; пришлите, пожалуйста, ещё раз

avatar-processing = <b>«{ $name }»</b>: последний взгляд на фото… ⏳
avatar-ready =
    <b>Аватар «{ $name }» готов</b> ✨

    Теперь самое приятное: выберите стиль портретов.
avatar-choose-style = 🎨 Выбрать стиль

avatar-list = <b>Ваши аватары</b>
avatar-list-empty = Аватаров пока нет. Сделаем первый: понадобятся имя и несколько фото.
avatar-item-ready = ✨ { $name } · { $photos }
avatar-item-processing = ⏳ { $name }
avatar-item-draft = ✏️ { $name } · черновик, { $photos }
avatar-one-ready =
    <b>{ $name }</b> ✨
    Готов · { $photos }
avatar-one-draft =
    <b>{ $name }</b> ✏️
    Ещё не закончен · { $photos }
avatar-new-portraits = 🎨 Новые портреты
avatar-continue = ✏️ Продолжить
avatar-all = ← Все аватары
avatar-delete = 🗑 Удалить
avatar-ask-delete = { $count ->
    [0] Удалить аватар «{ $name }»? Готовые портреты останутся.
    [one] Удалить аватар «{ $name }» и { $count } фото? Готовые портреты останутся.
    [few] Удалить аватар «{ $name }» и { $count } фото? Готовые портреты останутся.
   *[many] Удалить аватар «{ $name }» и { $count } фото? Готовые портреты останутся.
}
avatar-portraits = { $count ->
    [one] 🖼 { $count } портрет
    [few] 🖼 { $count } портрета
   *[many] 🖼 { $count } портретов
}
avatar-delete-all = { $count ->
    [one] 🗑 Удалить и { $count } портрет…
    [few] 🗑 Удалить и { $count } портрета…
   *[many] 🗑 Удалить и { $count } портретов…
}
avatar-delete-yes = 🗑 Да, удалить
avatar-keep = Оставить
avatar-deleted = Удалено.
avatar-busy = Сейчас создаются портреты этого аватара. Удалите его, когда они будут готовы.
avatar-gone = Этого аватара больше нет.

avatar-photos-until = 📅 Фото хранятся до { $date }
avatar-one-without-photos =
    <b>{ $name }</b> ✏️
    Фото удалены, как и обещали: они давно не были нужны. Готовые портреты на месте. Для новых пришлите, пожалуйста, несколько фото ещё раз.
avatar-photos-end =
    📅 Фото, которые вы прислали для аватара <b>{ $name }</b>, мы удалим { $date }: они давно не были нужны, а лишнего мы не храним.

    Готовые портреты останутся. Хотите потом сделать ещё? Тогда оставьте фото.
avatar-photos-keep = { $days ->
    [one] Хранить ещё { $days } день
    [few] Хранить ещё { $days } дня
   *[many] Хранить ещё { $days } дней
}
avatar-photos-open = 👤 Показать аватар
avatar-photos-kept = Хорошо, они остаются.
