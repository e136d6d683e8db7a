-- What can be bought and which scenes exist on the first day; staff change both later.

-- A tier has a price in each currency; without one it is not sold in that currency.
alter table pricing_tiers
    add column if not exists stars_price integer check (stars_price > 0),
    add column if not exists ton_price numeric(20, 9) check (ton_price > 0);

insert into pricing_tiers (id, is_popular, sort_order)
values
    ('starter', null, null),
    ('standard', null, null),
    ('premium', null, null)
on conflict (id) do nothing;

-- A tier that was here before keeps what it says, and what it leaves open is filled in.
update pricing_tiers as tier
set
    name = coalesce(tier.name, initial.name),
    price = coalesce(tier.price, initial.price),
    photo_count = coalesce(tier.photo_count, initial.photo_count),
    is_popular = coalesce(tier.is_popular, initial.is_popular),
    is_active = coalesce(tier.is_active, true),
    sort_order = coalesce(tier.sort_order, initial.sort_order),
    stars_price = coalesce(tier.stars_price, initial.stars_price)
from (
    values
        ('starter', 'Starter', 499, 7, false, 1, 350),
        ('standard', 'Standard', 999, 15, true, 2, 700),
        ('premium', 'Premium', 1499, 23, false, 3, 1050)
) as initial (id, name, price, photo_count, is_popular, sort_order, stars_price)
where tier.id = initial.id;

-- The order of the scenes within a style: a small set takes the first ones, so these differ most.
-- Prompts that were here before have no place and come after.
alter table custom_prompts
    add column if not exists position smallint;

-- A scene says framing, place, clothing, light and mood, and suits any gender and age; what holds
-- for every picture, above all that it stays the same person, is said once, at the end.
insert into custom_prompts (prompt_key, style_category, position, prompt_text)
select
    style || '_' || to_char(place + 1, 'fm00'),
    style,
    place,
    scene
    || ' Keep the exact identity of the person in the reference photos: face shape, skin tone, eyes, hair, '
    || 'age and distinguishing marks. Natural skin texture, true proportions. One person only, no text, '
    || 'no logos.'
from (
    values
        ('professional', 0,
            'Head-and-shoulders studio headshot at 85 mm, seamless light grey backdrop, large softbox '
            'from the left with a gentle fill. Tailored charcoal jacket over a plain white shirt, '
            'shoulders turned slightly, eyes to the camera, an assured and friendly closed-mouth smile, '
            'catchlights crisp.'),
        ('professional', 1,
            'Waist-up portrait at 50 mm in a bright open-plan office, rows of windows melting into soft '
            'bokeh behind. Navy blazer over a fine-knit top, arms loosely folded, morning daylight '
            'wrapping one side of the face, warm open smile, quietly confident mood.'),
        ('professional', 2,
            'Seated portrait at a long walnut meeting table, shot at 70 mm from across the table. Dark '
            'green suit, hands resting together, a notebook closed beside them. Overcast window light '
            'from the right, shadows soft, expression attentive, as if listening to a colleague.'),
        ('professional', 3,
            'Three-quarter portrait on a rooftop terrace at blue hour, 85 mm, city windows glowing out of '
            'focus far below. Long camel coat over a dark turtleneck, collar moved by a light breeze, '
            'cool ambient sky balanced with one warm lamp, calm and forward-looking gaze.'),
        ('professional', 4,
            'Half-length portrait in front of tall oak bookshelves, 50 mm at a medium aperture so the '
            'spines turn to soft colour. Tweed jacket and pale blue shirt, one hand on a leather '
            'armchair, a brass reading lamp adding warmth, thoughtful and kind expression.'),
        ('professional', 5,
            'Environmental portrait in an architect''s studio, 35 mm, leaning on a drafting table with '
            'white scale models and rolled paper. Black crew-neck sweater with sleeves pushed up, '
            'skylight from above, relaxed half-smile, the mood inventive, focused and uncluttered.'),
        ('professional', 6,
            'Full-length portrait in mid-stride along a clean pedestrian street of pale stone, 105 mm '
            'compressing the background. Slate two-piece suit with plain leather shoes, a folder under '
            'one arm, low side sun of early morning, energetic step, cheerful confident look past the '
            'camera.'),
        ('professional', 7,
            'Low-key black-and-white headshot, 100 mm, pure black background, one hard light high on the '
            'right shaping cheekbone and jaw. Simple black roll-neck, face turned a third away, eyes back '
            'to the lens, serious and composed, rich tonal range.'),
        ('professional', 8,
            'Portrait of a speaker on a conference stage, 135 mm from the audience side, dark hall behind '
            'with blurred points of light. Light grey blazer over a black top, small headset microphone, '
            'one hand opened in gesture, warm spotlight, engaged animated expression.'),
        ('professional', 9,
            'Portrait at a small marble table in a quiet coffee house, 50 mm, an open unbranded laptop '
            'and a ceramic cup in front. Soft beige cardigan over a white tee, window light on the near '
            'cheek, looking up from work with an easy, approachable smile.'),
        ('professional', 10,
            'Half-length portrait leaning on the glass railing of a tall atrium, 85 mm, geometric steel '
            'and daylight blurred in the depth. Cobalt blue blazer, open collar, one hand in a pocket, '
            'bright even top light, poised posture, direct and optimistic look.'),
        ('professional', 11,
            'Portrait in a modern research laboratory, 50 mm, glassware and soft blue equipment lights '
            'out of focus. Clean white lab coat over a light shirt, safety glasses held in one hand, cool '
            'diffuse ceiling light with a warm edge, curious, precise and trustworthy expression.'),
        ('professional', 12,
            'Chest-up portrait against a weathered red-brick loft wall, 85 mm, large factory window to '
            'the side. Dark denim shirt under a grey unstructured jacket, head tilted a little, textured '
            'daylight with soft falloff, genuine mid-laugh expression, start-up spirit without stiffness.'),
        ('professional', 13,
            'Editorial portrait before a deep teal painted wall, 70 mm, strong clean composition with '
            'space on the right. Cream oversized blazer and matching trousers, seated sideways on a '
            'wooden stool, elbow on knee, crisp beauty-dish light, self-possessed look with a hint of a '
            'smile.'),
        ('professional', 14,
            'Close half-length portrait in a recording studio, 50 mm, a broadcast microphone on an arm '
            'beside the face, acoustic panels behind. Olive overshirt on a black tee, headphones around '
            'the neck, amber practical lamps against cool shadow, lively conversational expression.'),
        ('professional', 15,
            'Portrait on the wide steps of a stone building with columns, 85 mm from slightly below. '
            'Black formal suit with a burgundy accent, leather document case in hand, bright cloudy '
            'light, steady upright stance, dignified and reassuring expression of someone who is listened '
            'to.'),
        ('professional', 16,
            'Winter business portrait on a city bridge, 105 mm, pale river and mist in the background. '
            'Long dark wool coat, grey scarf neatly folded, gloves in one hand, silvery diffuse daylight, '
            'a few snowflakes, breath calm, composed expression with warmth in the eyes.'),
        ('professional', 17,
            'Waist-up portrait in a co-working space full of plants, 35 mm, hanging ferns and pale wood '
            'around. Sage green linen shirt, sleeves rolled, a tablet held against the chest, fresh '
            'daylight filtered through leaves, friendly teamwork mood, natural toothy smile.'),
        ('professional', 18,
            'Three-quarter studio portrait on a midnight-blue backdrop, 100 mm, warm key light in front '
            'and a thin cool rim tracing hair and shoulder. Midnight velvet jacket over a plain dark '
            'shirt, chin slightly lowered, intense but welcoming gaze, cinematic executive mood.'),
        ('professional', 19,
            'Portrait of a skilled maker in a tidy wood workshop, 50 mm, workbench and hanging tools '
            'softly blurred. Canvas apron over a checked shirt, sleeves rolled, fine dust glowing in a '
            'shaft of afternoon sun, hands resting on the bench, proud, down-to-earth smile.'),
        ('professional', 20,
            'Travel portrait in a calm airport lounge, 85 mm, huge window and an evening runway dissolved '
            'in bokeh. Crease-free navy knit blazer, small cabin bag at the side, seated on the arm of a '
            'chair, peach-coloured dusk light, rested, worldly, content expression.'),
        ('professional', 21,
            'Portrait in a sunlit seminar room, 50 mm, empty wooden desks and a globe behind. Mustard '
            'sweater over a collared shirt, sitting on the edge of a desk with a closed book, slanting '
            'window light in soft bands, encouraging expression, as when greeting students.'),
        ('professional', 22,
            'Outdoor headshot on a leafy campus path at golden hour, 135 mm, trees rendered as glowing '
            'green and gold discs. Light taupe jacket with a plain crew-neck, sun behind as a hair light '
            'and a reflector in front, fresh, sincere and relaxed smile.'),
        ('lifestyle', 0,
            'Candid portrait on a sunny café terrace, 50 mm, striped awning and empty wicker chairs '
            'softly blurred. White linen shirt, sunglasses pushed up, fingers around a small cup, bounced '
            'light from the pale pavement, caught in the middle of a laugh, unhurried weekend mood.'),
        ('lifestyle', 1,
            'Full-length portrait walking barefoot on wet sand at golden hour, 85 mm, foam and low sun '
            'behind. Loose off-white shirt and rolled trousers moving in the wind, glowing rim light, '
            'footprints trailing, head turned toward the sea, free and happy expression.'),
        ('lifestyle', 2,
            'Portrait on a rocky mountain overlook, 35 mm, layered blue ridges and drifting cloud below. '
            'Rust-coloured hiking jacket, small backpack strap on one shoulder, clear morning side light, '
            'cheeks touched by cold air, breathing in deeply, proud and peaceful smile.'),
        ('lifestyle', 3,
            'Cosy portrait curled up on a deep sofa by a window, 50 mm, knitted blanket and steaming mug. '
            'Oversized oatmeal sweater, rain on the glass, soft grey daylight with one warm lamp, legs '
            'tucked in, gentle dreamy smile, slow Sunday feeling.'),
        ('lifestyle', 4,
            'Portrait at an open-air farmers'' market, 35 mm, piles of oranges, herbs and tomatoes in '
            'colourful blur. Simple blue cotton shirt and a woven basket on the arm, dappled light '
            'through a canvas roof, lifting a peach to smell it, playful delighted expression.'),
        ('lifestyle', 5,
            'Autumn park portrait, 135 mm, avenue of golden maples turned into warm bokeh. Chunky '
            'burgundy scarf and brown suede jacket, leaves falling around, hands in pockets, backlight of '
            'late afternoon edging the hair, a soft nostalgic smile straight into the lens.'),
        ('lifestyle', 6,
            'Home kitchen portrait, 35 mm, flour on a wooden counter, copper pans and fresh basil behind. '
            'Plain white tee under a linen apron, hands shaping dough, bright window from the left, a '
            'smudge of flour on the cheek, laughing concentration.'),
        ('lifestyle', 7,
            'Rainy evening portrait under a clear umbrella, 85 mm, shop lights reflected as colour on wet '
            'cobblestones. Mustard raincoat, droplets on the sleeves, soft light coming through the '
            'umbrella, looking upward at the rain with quiet wonder, cinematic and tender mood.'),
        ('lifestyle', 8,
            'Portrait beside a vintage bicycle on a canal bridge, 50 mm, narrow brick houses and moored '
            'boats softly out of focus. Striped long-sleeved top and light trousers, hand on the '
            'handlebar, mild spring overcast, breezy hair, carefree grin over the shoulder.'),
        ('lifestyle', 9,
            'Breakfast portrait on a small balcony above tiled rooftops, 50 mm, table with fruit, bread '
            'and a glass jug. Pale yellow robe-like shirt, sleepy morning sun grazing from behind plants, '
            'chin on hand, one eyebrow slightly raised, amused and relaxed.'),
        ('lifestyle', 10,
            'Portrait sitting in a meadow of wildflowers, 85 mm from flower height, poppies and daisies '
            'blurring the foreground. Airy light-blue cotton clothes, late spring sun behind thin cloud, '
            'a single stem between the fingers, serene expression, eyes to the camera.'),
        ('lifestyle', 11,
            'Portrait in the aisle of an old second-hand bookshop, 35 mm, crowded shelves and a rolling '
            'ladder leading into depth. Corduroy jacket in moss green, an open book held at the waist, '
            'pendant lamps giving honeyed light, absorbed half-smile, glance just lifted.'),
        ('lifestyle', 12,
            'Winter portrait in a snowy pine forest, 105 mm, trunks fading into white. Cream wool hat and '
            'thick blue parka, snow caught on lashes and shoulders, soft shadowless light with a faint '
            'warm sun, tossing a handful of powder, joyful open laugh.'),
        ('lifestyle', 13,
            'Portrait at the bow of a small sailing boat, 35 mm, taut white sail and sparkling water '
            'around. Navy knit with rolled cuffs, windblown hair, hand on the rail, hard bright midday '
            'sun softened by the sail, squinting happily toward the horizon.'),
        ('lifestyle', 14,
            'Evening portrait on the living-room floor beside a record player, 50 mm, sleeves of plain '
            'coloured card spread around. Faded rose sweatshirt and jeans, tungsten floor lamp and dim '
            'blue window, leaning back on both hands, eyes half closed to the music, blissful.'),
        ('lifestyle', 15,
            'Portrait on a dusty road between vineyard rows, 85 mm, hills and a stone farmhouse in hazy '
            'distance. Terracotta linen outfit with a straw hat in hand, sun low across the vines, '
            'unhurried walk toward the camera, sun-warmed contented smile.'),
        ('lifestyle', 16,
            'Portrait by a small campfire at a still lake at dusk, 50 mm, last violet light on the water. '
            'Checked flannel under a quilted vest, hands warming on an enamel mug, orange fire glow from '
            'below balanced by cool sky, reflective peaceful expression.'),
        ('lifestyle', 17,
            'Portrait inside a Victorian glasshouse, 35 mm, giant palm leaves and misted panes all '
            'around. Emerald silk-like shirt, moist air scattering the daylight, one hand brushing a '
            'leaf, face framed by foliage, quietly curious look, lush and calm atmosphere.'),
        ('lifestyle', 18,
            'Sporty portrait at a clay tennis court, 85 mm, net and green fence blurred behind. Clean '
            'white sportswear without markings, racket resting on the shoulder, a light sheen of effort '
            'on the skin, crisp morning sun with long shadows, triumphant easy grin.'),
        ('lifestyle', 19,
            'Road-trip portrait leaning from the window of an old pastel car, 50 mm, desert highway and '
            'big sky beyond. Worn denim jacket over a white tee, forearm on the door, dry warm evening '
            'sun, wind in the hair, adventurous sideways smile.'),
        ('lifestyle', 20,
            'Portrait in a quiet art museum hall, 35 mm, large abstract colour fields softly out of focus '
            'on white walls. Minimal black outfit, standing on polished concrete with hands behind the '
            'back, even skylight, body turned away, glance returning to camera, contemplative mood.'),
        ('lifestyle', 21,
            'Early-morning runner''s portrait on a riverside path, 135 mm, mist and a distant bridge '
            'behind. Plain teal running jacket half unzipped, pausing with hands on hips, first sun just '
            'breaking through, breath visible, invigorated expression, bright awake eyes.'),
        ('lifestyle', 22,
            'Night-market portrait among food stalls, 50 mm, strings of paper lanterns and rising steam. '
            'Loose indigo jacket, a paper bowl and chopsticks in hand, mixed red and gold light on the '
            'face, mouth about to smile after a first bite, adventurous delight.'),
        ('creative', 0,
            'Cinematic night portrait in a narrow rain-soaked alley, 50 mm, abstract neon tubes in '
            'magenta and cyan mirrored in puddles. Glossy black trench coat with raised collar, wet '
            'strands of hair, colour splitting the face in two, intense steady gaze, futuristic mystery.'),
        ('creative', 1,
            'Portrait in the manner of a classical oil painting yet clearly photographic, 85 mm, umber '
            'backdrop, single window light from the upper left. Dark velvet garment with a simple white '
            'ruff, hands folded, deep chiaroscuro, solemn and luminous expression, timeless stillness.'),
        ('creative', 2,
            'Epic portrait on high desert dunes, 35 mm, long wind-carved ridges and a pale moon. Layers '
            'of flowing saffron fabric streaming to one side, bare sand catching low sun, figure standing '
            'firm against the wind, head turned out of the wind toward the lens, heroic calm.'),
        ('creative', 3,
            'Overhead close portrait lying in a bed of fresh peonies and ranunculus, 50 mm from directly '
            'above, petals scattered over shoulders. Blush silk draped simply, soft diffused daylight, '
            'flowers framing the face evenly, eyes open to the lens, tender, dreamlike peace.'),
        ('creative', 4,
            'Retro studio portrait in the spirit of the seventies, 70 mm, concentric orange and brown '
            'arches painted on the wall. Wide-collared cream shirt and caramel suede vest, warm film '
            'grain, gentle glow filter, playful confident pose with a hand at the lapel.'),
        ('creative', 5,
            'Science-fiction portrait in a seamless white corridor with rounded light panels, 35 mm, '
            'perfect symmetry. Sculptural pearl-white jacket with sharp seams, faint blue reflections on '
            'skin, shadowless light, upright and still, unreadable yet gentle expression, future '
            'serenity.'),
        ('creative', 6,
            'Film-noir portrait, black and white, 85 mm, light through slatted blinds laying stripes over '
            'face and wall. Dark suit and brimmed hat held low, curl of haze in the air, deep blacks, '
            'eyes caught exactly in one bright band, knowing half-smile.'),
        ('creative', 7,
            'Dreamy portrait as if beneath the surface of clear water, 50 mm, rippling caustic light '
            'moving over the skin. Weightless pale turquoise fabric and hair drifting upward, tiny '
            'bubbles, deep blue falling away behind, eyes open and serene, suspended silence.'),
        ('creative', 8,
            'Fairy-tale portrait in an ancient mossy forest at twilight, 85 mm, hundreds of fireflies as '
            'golden points. Hooded cloak of deep green wool with a leaf-shaped clasp, a glowing lantern '
            'in hand lighting the face from below, hushed wonder in the eyes.'),
        ('creative', 9,
            'Bold colour-block studio portrait, 100 mm, backdrop divided between tangerine and '
            'ultramarine. Structured fuchsia jacket, hard red gel from the left and cyan gel from the '
            'right, graphic shadows, chin lifted, daring direct stare, energetic pop-poster feeling.'),
        ('creative', 10,
            'Portrait in a nineteen-thirties sleeping-car compartment, 50 mm, polished wood, brass lamp '
            'and rushing night landscape in the window. Elegant dark evening wear with a patterned scarf, '
            'warm lamp against blue outside, fingers on the glass, intriguing wistful look.'),
        ('creative', 11,
            'Portrait of an explorer on a distant moon, 35 mm, grey craters and a huge banded planet '
            'rising. Unmarked white pressure suit, helmet held under the arm, hard single sun with a soft '
            'blue bounce, dust on the boots, awed and determined expression.'),
        ('creative', 12,
            'Portrait within a room of angled mirrors, 50 mm, reflections only as abstract fragments of '
            'light and colour, the face itself seen once. Liquid-silver shirt, cool white beams and thin '
            'violet flares, hand reaching to a glass edge, introspective, magnetic gaze.'),
        ('creative', 13,
            'Arctic night portrait on a frozen lake, 24 mm, emerald and violet aurora arching overhead, '
            'tiny stars. Thick white fur-like hooded coat, frost on the hood''s rim, a hidden warm light '
            'touching the face, looking to camera with quiet astonishment.'),
        ('creative', 14,
            'Grand portrait in an art-deco ballroom, 50 mm, black marble, fan-shaped gold ornaments and '
            'chandeliers in bokeh. Midnight satin evening attire with geometric gold trim, confetti '
            'floating, sparkling warm top light, chin over shoulder, glamorous mischievous smile.'),
        ('creative', 15,
            'Steampunk inventor portrait in a crowded brass workshop, 35 mm, gears, gauges without '
            'markings and curling steam. Leather waistcoat over a rolled linen shirt, round goggles on '
            'the forehead, furnace-orange light with teal shadows, a grin of discovery, soot-touched '
            'cheek.'),
        ('creative', 16,
            'Whimsical portrait inside a handmade paper world, 50 mm, layered cut-paper mountains, clouds '
            'and birds in pastel tones. Crisp folded white collar and powder-blue jacket, soft even '
            'tabletop light, face fully real and detailed against the craft, charmed innocent smile.'),
        ('creative', 17,
            'Surreal portrait on a wooden swing high above a sea of sunset clouds, 35 mm, ropes vanishing '
            'upward. Flowing lavender clothes and bare feet, peach and lilac light from every side, hair '
            'lifted by wind, head tipped back, weightless happiness.'),
        ('creative', 18,
            'Fantasy portrait in a candle-lit castle library, 50 mm, vaulted stone, drifting sparks above '
            'an open ancient book with blank glowing pages. Embroidered burgundy robe with silver edging, '
            'golden light from the book on the face, wise, slightly amused expression.'),
        ('creative', 19,
            'Eighties synthwave portrait, 85 mm, huge banded sun over a violet grid-like horizon and palm '
            'silhouettes. Shiny teal bomber jacket, pink rim light along cheek and hair, light haze, '
            'mirrored sunglasses lowered so the eyes are visible, cool nostalgic attitude.'),
        ('creative', 20,
            'Portrait in a painter''s studio, 35 mm, giant unfinished abstract canvases and jars of '
            'brushes. White overalls covered in bright splashes, streaks of cobalt on hands and one '
            'cheek, tall north-facing window, sitting on an upturned crate, bursting, triumphant laugh.'),
        ('creative', 21,
            'Theatrical portrait on an empty stage, 85 mm, heavy crimson velvet curtains parting and dust '
            'in a single follow-spot. Black tailcoat-style costume with a crimson lining, one arm swept '
            'wide, deep surrounding darkness, dramatic bow just ended, radiant proud face.'),
        ('creative', 22,
            'Sculptural studio portrait, 100 mm, face and shoulders lightly dusted with gold powder yet '
            'skin clearly visible, black background. Draped charcoal cloth, narrow warm beam and faint '
            'green fill, flecks hanging in the air, eyes lowered then meeting the lens, mythic dignity.')
) as scenes (style, place, scene)
on conflict (prompt_key) do nothing;
