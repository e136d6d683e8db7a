staff-command-switches = Продажи, способы оплаты, стили и техработы: включить или выключить
staff-command-switches-look = Продажи, способы оплаты, стили и техработы: что включено
switch-sales = Продажи
switch-maintenance = Техработы
switch-title = <b>Переключатели</b>
switch-state = { $switch }: { $state ->
    [on] включено
   *[off] выключено
}
switch-changed = , { $name }, { $at }
switch-until = , до { $until }
switch-pause = ⏸ Продажи на автоматической паузе (<code>{ $reason }</code>) до { $until }. Она закончится сама; если снять её раньше времени, а сбой останется, она вернётся.
switch-end-pause = ▶️ Снять { $reason }
switch-resume-sales = 🟢 Возобновить продажи
switch-stop-sales = 🔴 Остановить продажи
switch-begin-maintenance = 🛠 Начать техработы
switch-end-maintenance = 🟢 Закончить техработы
switch-on = Включить: { $switch }
switch-off = Выключить: { $switch }
switch-last = Это последнее, что включено. Чтобы не продавать совсем, остановите продажи.
switch-pause-over = Эта пауза уже закончилась.
switch-pause-ended = Пауза снята.
switch-meanwhile = <b>Это переключили за вас.</b> Ничего не сделано; вот как сейчас:
switch-preview-sales-on = <b>Возобновить продажи?</b> Покупать снова сможет каждый, сразу. Отправленные счета, которые не истекли, можно будет оплатить.
switch-preview-sales-off =
    <b>Остановить продажи?</b> Ничего не предлагается, и { $invoices ->
        [one] { $invoices } отправленный счёт
        [few] { $invoices } отправленных счёта
       *[many] { $invoices } отправленных счетов
    } нельзя оплатить звёздами, пока вы не возобновите продажи. Оплаченное делаем, купленное можно использовать, деньги из банка и блокчейна засчитываются.

    Люди прочитают:
switch-preview-maintenance = <b>Начать техработы?</b> Что бы люди ни делали, они прочитают это; команда работает как обычно. Начатые наборы продолжаются, пришедшие деньги засчитываются, оплатить звёздами нельзя. Поддержка и /privacy открыты.
switch-preview-maintenance-over = <b>Закончить техработы?</b> Бот снова откроется для всех, сразу.

## Техработы

maintenance-popup = Мы обновляем студию и скоро вернёмся. Ваши фото и наборы в сохранности.
maintenance-words =
    <b>Мы обновляем студию</b>

    Загляните, пожалуйста, немного позже. Ваши фото в сохранности, а оплаченные наборы продолжаются сами. Если что-то срочное, напишите: /support
maintenance-own-words =
    { $words }

    Ваши фото в сохранности, а оплаченные наборы продолжаются сами.
maintenance-until = Рассчитываем вернуться примерно через { $unit ->
    [days] { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
    [hours] { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[many] { $count } часов
    }
   *[minutes] { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[many] { $count } минут
    }
}.
maintenance-ends = Закончатся сами: { $until }.
maintenance-no-words = ❗ Здесь нет слов, или их больше { $most } знаков.
maintenance-no-time = ❗ Это не число минут (до недели) и не время суток.
maintenance-ask-english = { $name }, что прочитают те, кто пользуется ботом на английском? Ответьте на это сообщение, до { $most } знаков.
maintenance-ask-russian = { $name }, а те, кто пользуется им на русском? Ответьте на это сообщение, до { $most } знаков.
maintenance-ask-until = { $name }, до какого времени? Ответьте на это сообщение числом минут, например <code>45</code>, или временем суток ({ $zone }), например <code>14:30</code>. Тогда всё закончится само.
maintenance-default-words = Оставить наши слова
maintenance-no-end = Пока не закончим сами
maintenance-not-begun = ✖️ Техработы не начаты.
maintenance-end-over = <b>Время окончания уже прошло.</b> Ничего не сделано; начните заново.
