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
