tier-starter = Старт
tier-standard = Стандарт
tier-premium = Премиум
photos-count = { $count ->
    [one] { $count } фото
    [few] { $count } фото
   *[many] { $count } фото
}
style-professional = 💼 Деловой
style-lifestyle = 🌿 Лайфстайл
style-creative = 🎨 Творческий
style-professional-about = Офисы, студии, сцены: для резюме, сайта, выступления.
style-lifestyle-about = Кафе, улицы, море и горы: вы в очень удачный день.
style-creative-about = Киношный свет, нарисованные миры, смелые цвета: вас таким ещё не видели.

preview-overview = <b>Примеры стилей</b>, которые клиенты видят перед покупкой:
preview-line = { $style } (<code>{ $name }</code>): № { $numbers }
preview-line-none = { $style } (<code>{ $name }</code>): пока нет
preview-usage =
    Чтобы добавить пример, ответьте на фото командой <code>/preview lifestyle</code>.
    <code>/preview lifestyle</code> без ответа покажет их, <code>/preview remove 3</code> уберёт № 3.

    Используйте только те фото, на которые их герой дал согласие.
preview-number = № { $number }
preview-added = ✅ Теперь это пример № { $number } для стиля { $style }.
preview-full = Больше примеров одному стилю не нужно: альбом вмещает { $most }. Сначала уберите какой-нибудь. Стиль: { $style }.
preview-no-photo = Ответьте, пожалуйста, на фото, отправленное именно как фото, а не файлом.
preview-removed = 🗑 Пример № { $number } больше никому не показывается.
preview-unknown = Такого стиля или номера нет. <code>/preview</code> покажет, что есть.

## Наборы и цены, для команды

staff-command-tiers = Наборы и цены
staff-command-tier = Один набор: показать, изменить цену, число фото, название или место
tier-list = <b>Наборы</b>
tier-usage =
    Изменить: <code>/tier premium price 1490</code>, а также <code>stars 790</code>, <code>ton 6.5</code>, <code>photos 23</code>, <code>popular on</code>, <code>active off</code>, <code>order 2</code>, <code>name Premium | Премиум</code>; <code>stars off</code> и <code>ton off</code> убирают цену.
    Добавить, пока без продажи: <code>/tier add mini 199 3 140 Mini | Мини</code> (код, рубли, фото, звёзды, названия).
    Цена в TON действует, только пока не узнать курс.
tier-card-usage = Изменить: <code>/tier { $id } price 1490</code>, и так же stars, ton, photos, order, name.
tier-paragraph =
    { $popular ->
        [yes] 🔥
       *[no] •
    } <b>{ $title }</b> (<code>{ $id }</code>): { $values }
    { $state ->
        [on] 🟢 продаётся
       *[off] 🔴 не продаётся
    }, место { $order }, продано за 30 дней: { $sold }
tier-make-popular = 🔥 Сделать популярным
tier-make-ordinary = Больше не популярный
tier-sell = 🟢 Начать продавать
tier-stop = 🔴 Больше не продавать
tier-yes = да
tier-no = нет
tier-none = нет
tier-difference = { $field ->
    [price] Цена
    [stars] Звёзды
    [ton] TON
    [photos] Фото
    [popular] Популярный
    [active] Продаётся
    [order] Место
   *[name] Название
}: { $before } → <b>{ $after }</b>
tier-value = { $field ->
    [price] Цена
    [stars] Звёзды
    [ton] TON
    [photos] Фото
    [popular] Популярный
    [active] Продаётся
    [order] Место
   *[name] Название
}: <b>{ $after }</b>
tier-preview = <b>Изменить «{ $title }»</b> (<code>{ $id }</code>)<b>?</b>
tier-preview-new = <b>Добавить «{ $title }»</b> (<code>{ $id }</code>)<b>?</b>
tier-change = 💾 Изменить
tier-add = ➕ Добавить
tier-ratio = Звёзд за 100 ₽: { $known ->
    [yes] { $before } → { $after }
   *[no] { $after }
}
tier-less-popular = «{ $title }» больше не будет популярным.
tier-doubt-jump = ⚠️ <b>{ $field ->
    [price] Цена меняется больше чем наполовину.
    [stars] Цена в звёздах меняется больше чем наполовину.
    [ton] Цена в TON меняется больше чем наполовину.
   *[photos] Число фото меняется больше чем наполовину.
} Все цифры верны?</b>
tier-doubt-line = ⚠️ <b>{ $field ->
    [stars] Звёзды
   *[ton] TON
} и рубли расходятся с другими наборами больше чем на пятую часть.</b> Кому доступны оба способа, выберет дешёвый.
tier-effect = Действует сразу и везде.
tier-effect-price = Действует сразу и везде. Отправленные счета сохраняют цену { $hours } ч., цены в TON { $minutes } мин.
tier-effect-stopped = Больше не предлагается, и отправленные счета на него нельзя оплатить звёздами. Оплаченное делаем.
tier-effect-new = Продажа начнётся, только когда вы её включите.
tier-changed = ✅ <b>{ $title }</b> (<code>{ $id }</code>): изменения внесены, { $name }
tier-added = ✅ <b>{ $title }</b> (<code>{ $id }</code>): набор добавлен, { $name }
tier-meanwhile = <b>Набор за это время изменили.</b> Ничего не сделано; вот как сейчас:
tier-unknown = Такого набора нет. Есть: { $ids }.
tier-slip-price = Цена бывает от 10 до 1000000 рублей, не больше двух знаков после запятой: <code>price 1490</code>.
tier-slip-stars = Цена в звёздах: целое число от 1 до 10000 или off: <code>stars 790</code>.
tier-slip-ton = Цена в TON: больше 0 и не больше 100000 или off: <code>ton 6.5</code>.
tier-slip-photos = В наборе от 1 до 100 фото: <code>photos 23</code>.
tier-slip-on-or-off = Напишите on или off.
tier-slip-order = Место: целое число от 1 до 1000: <code>order 2</code>.
tier-slip-name = Название нужно на обоих языках, до 30 знаков: <code>name Premium | Премиум</code>.
tier-slip-id = Код: до 16 строчных латинских букв и цифр: <code>mini</code>.
tier-slip-taken = Набор с таким кодом уже есть.
tier-slip-field = Изменить можно price, stars, ton, photos, popular, active, order и name.
tier-slip-same = Это уже так.
tier-slip-incomplete = Чтобы продавать набор, нужны цена и число фото.
tier-slip-last = Больше ничего не продавалось бы. Чтобы не продавать совсем, остановите продажи в /switches.

## Промпты, для команды

staff-command-prompts = Промпты: список, правка, проба, включение
staff-command-prompt = Один промпт, по номеру или ключу
prompt-title = <b>Промпты</b>
prompt-usage =
    <code>/prompts lifestyle</code> покажет промпты стиля, <code>/prompt 23</code> один из них.
    Текст идёт в дело только после пробного снимка; <code>/testavatar</code> скажет чьего.
prompt-style = { $style }: включено { $on } из { $all }
prompt-list = <b>{ $style }</b>, страница { $page } из { $pages }, в том порядке, в каком их берут наборы; снимки за 30 дней
prompt-line = { $state ->
    [on] 🟢
   *[off] 🔴
} № { $number } <code>{ $key }</code> «{ $first }»: готово { $made }, не вышло { $failed }
prompt-add = ➕ Написать новый
prompt-card =
    <b>№ { $number }</b> <code>{ $key }</code> · { $style } · место { $place } · { $state ->
        [on] 🟢 включён
       *[off] 🔴 выключен
    }

    <blockquote>{ $text }</blockquote>

    За 30 дней по нему готово снимков: { $made }, не вышло: { $failed }.{ $tried ->
        [yes] { "" }
       *[no] { " " }Его ещё не пробовали, без этого не включить.
    }
prompt-draft =
    ✏️ <b>Новый текст для № { $number }</b>, { $tried ->
        [yes] испробован, но не в деле
       *[no] ещё не испробован
    }:

    <blockquote>{ $text }</blockquote>
prompt-edit = ✏️ Изменить
prompt-try = 🧪 Попробовать
prompt-try-new = 🧪 Попробовать новый текст
prompt-try-again = 🧪 Ещё раз
prompt-use = 💾 Взять этот текст
prompt-show = Показать
prompt-switch-on = 🟢 Включить
prompt-switch-off = 🔴 Выключить
prompt-take-back = ↩️ Прежний текст
prompt-earlier = ⬆️ Раньше
prompt-later = ⬇️ Позже
prompt-preview-on = <b>Включить № { $number }?</b> (<code>{ $key }</code>, { $style })
prompt-preview-off = <b>Выключить № { $number }?</b> (<code>{ $key }</code>, { $style })
prompt-preview-text = <b>Заменить текст № { $number }?</b> (<code>{ $key }</code>, { $style })
prompt-difference =
    Было:
    <blockquote>{ $before }</blockquote>
    Станет:
    <blockquote>{ $after }</blockquote>
prompt-effect = Действует для наборов, которые начнутся с этой минуты. Те, что уже в работе, сохраняют свои сцены.
prompt-yes = 💾 Взять
prompt-changed = ✅ <b>№ { $number }</b> <code>{ $key }</code>: { $state ->
    [on] 🟢 включён
   *[off] 🔴 выключен
}, { $name }
prompt-meanwhile =
    <b>№ { $number } за это время изменили.</b> Ничего не сделано; вот как сейчас, { $state ->
        [on] включён
       *[off] выключен
    }:

    <blockquote>{ $text }</blockquote>
prompt-ask-key = { $name }, какой ключ? Ответьте на это сообщение: до { $longest } строчных латинских букв, цифр и подчёркиваний, например <code>lifestyle_24</code>.
prompt-ask-text = { $name }, а текст? Ответьте на это сообщение по-английски, от { $least } до { $most } знаков: кадр, место, одежда, свет, настроение и то, что человек остаётся собой.
prompt-ask-another = { $name }, каким будет текст? Ответьте на это сообщение по-английски, от { $least } до { $most } знаков. Нынешний остаётся в деле, пока новый не испробован и не подтверждён.
prompt-not-written = ✖️ Ничего не написано.
prompt-key-taken = Промпт с таким ключом уже есть.
prompt-unknown = Такого промпта нет. /prompts покажет, что есть.
prompt-not-tried = Сначала попробуйте: по этому тексту ещё не сделано ни одного снимка.
prompt-last = Это последний включённый промпт стиля. Выключите стиль в /switches или сначала включите другой.
prompt-same = Это уже так.
prompt-no-earlier = Прежнего текста нет.

## Журнал

log-target-avatar = аватар
log-action-prompt_tried = проба промпта
log-action-test_avatar_chosen = выбор аватара для проб
