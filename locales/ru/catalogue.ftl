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
