tier-starter = Starter
tier-standard = Standard
tier-premium = Premium
photos-count = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
style-professional = 💼 Professional
style-lifestyle = 🌿 Lifestyle
style-creative = 🎨 Creative
style-professional-about = Offices, studios and stages: for a CV, a website, a speech.
style-lifestyle-about = Cafés, streets, sea and mountains: you, on a very good day.
style-creative-about = Film light, painted worlds, bold colours: you as you have never been seen.
