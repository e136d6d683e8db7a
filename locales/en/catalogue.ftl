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

preview-overview = <b>Examples of the styles</b>, shown to customers before they buy:
preview-line = { $style } (<code>{ $name }</code>): № { $numbers }
preview-line-none = { $style } (<code>{ $name }</code>): none yet
preview-usage =
    To add one, reply to a photo with <code>/preview lifestyle</code>.
    <code>/preview lifestyle</code> alone shows them, <code>/preview remove 3</code> takes № 3 away.

    Only use pictures whose person has agreed to it.
preview-number = № { $number }
preview-added = ✅ It is example № { $number } of { $style } now.
preview-full = { $style } has { $most } examples already, as many as one album holds. Remove one first.
preview-no-photo = Please reply to a photo, one that was sent as a photo and not as a file.
preview-removed = 🗑 Example № { $number } is shown to nobody any more.
preview-unknown = There is no such style or number. <code>/preview</code> shows what there is.
