# Связь между клиентом и группой сотрудников.
support-card =
    <b>{ $number }</b> · { $name }

    { $priority } · { $status }
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
