//! Photos, files and albums in both directions.

use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::{World, picture};

fn file(bytes: Vec<u8>, name: &str) -> Part {
    Part::bytes(bytes).file_name(name.to_owned())
}

#[tokio::test]
async fn a_photo_comes_in_sizes_and_can_be_downloaded_through_get_file_only() {
    let world = World::start();
    world
        .anna
        .sends_photo_with_caption(picture(1000, 1500), "me");
    let update = world.updates().remove(0);
    let sizes = update["message"]["photo"].as_array().unwrap();
    let sides: Vec<_> = sizes
        .iter()
        .map(|size| (size["width"].clone(), size["height"].clone()))
        .collect();
    assert_eq!(
        sides,
        [(60, 90), (213, 320), (533, 800), (853, 1280), (1000, 1500)]
            .map(|(w, h)| (json!(w), json!(h)))
    );
    assert_eq!(update["message"]["caption"], "me");
    for (index, expected) in [(4, (1000, 1500)), (1, (213, 320))] {
        let file = world
            .done("getFile", json!({"file_id": sizes[index]["file_id"]}))
            .await;
        let path = file["file_path"].as_str().unwrap();
        let base = format!(
            "{}/file/bot{}",
            world.telegram.url(),
            world.telegram.token()
        );
        let (status, bytes) = world.get(format!("{base}/{path}")).await;
        assert_eq!(status, 200);
        assert_eq!(bytes.len(), file["file_size"].as_u64().unwrap() as usize);
        let image = image::load_from_memory(&bytes).unwrap();
        assert_eq!((image.width(), image.height()), expected);
        // The same path as a single segment, as some clients send it.
        let (status, again) = world
            .get(format!("{base}/{}", path.replace('/', "%2F")))
            .await;
        assert_eq!((status, again), (200, bytes));
    }
    let guess = format!(
        "{}/file/bot{}/photos/file_2.jpg",
        world.telegram.url(),
        world.telegram.token()
    );
    assert_eq!(world.get(guess).await.0, 404, "no link was asked for");
}

#[tokio::test]
async fn a_picture_becomes_an_upright_jpeg_of_limited_size() {
    let world = World::start();
    let mut png = Vec::new();
    let image = image::load_from_memory(&picture(300, 200)).unwrap();
    image
        .write_with_encoder(image::codecs::png::PngEncoder::new(&mut png))
        .unwrap();
    // The EXIF block of a phone held upright: orientation 6, to be turned by a quarter.
    let exif = b"\xFF\xE1\x00\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let jpeg = picture(300, 200);
    let turned = [&jpeg[..2], exif.as_slice(), &jpeg[2..]].concat();
    for (sent, expected) in [
        (png, (300, 200)),
        (turned, (200, 300)),
        (picture(4000, 3000), (2560, 1920)),
    ] {
        world.anna.sends_photo(sent);
        let media = world.anna.messages().pop().unwrap().media.unwrap();
        let image = image::load_from_memory_with_format(&media.bytes, image::ImageFormat::Jpeg);
        let image = image.unwrap();
        assert_eq!((image.width(), image.height()), expected);
        assert_eq!((media.width.unwrap(), media.height.unwrap()), expected);
    }
}

#[tokio::test]
async fn the_same_picture_has_the_same_unique_id_and_another_file_id() {
    let world = World::start();
    world.anna.sends_photo(picture(100, 100));
    world.anna.sends_photo(picture(100, 100));
    world.anna.sends_photo(picture(100, 101));
    let seen = world.anna.messages();
    let media: Vec<_> = seen
        .iter()
        .filter_map(|message| message.media.as_ref())
        .collect();
    assert_eq!(media[0].file_unique_id, media[1].file_unique_id);
    assert_ne!(media[0].file_id, media[1].file_id);
    assert_ne!(media[0].file_unique_id, media[2].file_unique_id);
}

#[tokio::test]
async fn an_uploaded_photo_can_be_sent_again_by_its_id() {
    let world = World::start();
    let form = Form::new()
        .text("chat_id", "101")
        .text("caption", "<i>You</i>")
        .text("parse_mode", "HTML")
        .part("photo", file(picture(100, 150), "portrait.jpg"));
    let sent = world.upload("sendPhoto", form).await.body["result"].clone();
    assert_eq!(sent["caption_entities"][0]["type"], "italic");
    let id = sent["photo"].as_array().unwrap().last().unwrap()["file_id"].clone();
    let again = world
        .done("sendPhoto", json!({"chat_id": 101, "photo": id}))
        .await;
    assert_eq!(again["photo"], sent["photo"]);
    let wrong = world
        .ask("sendDocument", json!({"chat_id": 101, "document": id}))
        .await;
    assert_eq!(
        wrong.refusal(),
        "Bad Request: can't use file of type Photo as Document"
    );
    assert_eq!(
        world.anna.last_from_bot().unwrap().media.unwrap().bytes,
        picture(100, 150)
    );
    assert_eq!(
        world.anna.transcript(),
        "Anna: /start\nBot sends a photo\n     “You”\nBot sends a photo"
    );
}

#[tokio::test]
async fn a_document_is_recognised_by_its_content_and_its_caption_can_be_edited() {
    let world = World::start();
    let form = Form::new()
        .text("chat_id", "101")
        .part("document", file(picture(100, 150), "original"));
    let sent = world.upload("sendDocument", form).await.body["result"].clone();
    assert_eq!(sent["document"]["mime_type"], "image/jpeg");
    assert_eq!(sent["document"]["file_name"], "original");
    let edit = json!({"chat_id": 101, "message_id": sent["message_id"], "caption": "Yours"});
    let edited = world.done("editMessageCaption", edit).await;
    assert_eq!(edited["caption"], "Yours");
}

#[tokio::test]
async fn an_album_arrives_as_a_whole() {
    let world = World::start();
    let media = json!([
        {"type": "photo", "media": "attach://a", "caption": "Six of you"},
        {"type": "photo", "media": "attach://b"},
    ]);
    let form = Form::new()
        .text("chat_id", "101")
        .text("media", media.to_string())
        .part("a", file(picture(100, 150), "a.jpg"))
        .part("b", file(picture(101, 150), "b.jpg"));
    let album = world.upload("sendMediaGroup", form).await.body["result"].clone();
    assert_eq!(album.as_array().unwrap().len(), 2);
    assert_eq!(album[0]["media_group_id"], album[1]["media_group_id"]);
    assert!(album[0]["media_group_id"].is_string());
    let transcript = world.anna.transcript();
    assert!(
        transcript.ends_with("Bot sends an album of 2 photos\n     “Six of you”"),
        "{transcript}"
    );
}

#[tokio::test]
async fn albums_of_one_of_eleven_and_of_a_mixture_are_refused() {
    let world = World::start();
    let photo = world.anna.sends_photo(picture(100, 100));
    let document = world
        .anna
        .sends_file(vec![1, 2, 3], "a.bin", "application/octet-stream");
    let id = |id: i64| {
        let seen = world
            .anna
            .messages()
            .into_iter()
            .find(|message| message.id == id)
            .unwrap();
        seen.media.unwrap().file_id
    };
    let photo = json!({"type": "photo", "media": id(photo)});
    let document = json!({"type": "document", "media": id(document)});
    let album = |items: Vec<serde_json::Value>| {
        world.ask("sendMediaGroup", json!({"chat_id": 101, "media": items}))
    };
    assert!(
        album(vec![photo.clone()])
            .await
            .refusal()
            .contains("Too few messages")
    );
    assert!(
        album(vec![photo.clone(); 11])
            .await
            .refusal()
            .contains("Too much messages")
    );
    assert!(
        album(vec![photo.clone(), document])
            .await
            .refusal()
            .contains("can't be mixed")
    );
    assert_eq!(album(vec![photo.clone(); 10]).await.status, 200);
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let params = json!({"chat_id": 101, "media": [photo, photo], "reply_markup": keyboard});
    assert!(
        world
            .ask("sendMediaGroup", params)
            .await
            .refusal()
            .contains("keyboard")
    );
    assert_eq!(world.telegram.problems().len(), 4);
}

#[tokio::test]
async fn photos_out_of_bounds_are_refused_as_telegram_refuses_them() {
    let world = World::start();
    let send = async |bytes: Vec<u8>| {
        let form = Form::new()
            .text("chat_id", "101")
            .part("photo", file(bytes, "p.jpg"));
        world.upload("sendPhoto", form).await.refusal().to_owned()
    };
    assert_eq!(
        send(b"no picture".to_vec()).await,
        "Bad Request: IMAGE_PROCESS_FAILED"
    );
    let mut cut = picture(400, 400);
    cut.truncate(cut.len() / 2);
    assert_eq!(send(cut).await, "Bad Request: IMAGE_PROCESS_FAILED");
    assert_eq!(
        send(picture(210, 10)).await,
        "Bad Request: PHOTO_INVALID_DIMENSIONS"
    );
    assert_eq!(
        send(picture(9_990, 500)).await,
        "Bad Request: PHOTO_INVALID_DIMENSIONS"
    );
    let mut padded = picture(100, 100);
    padded.resize(10 * 1024 * 1024 + 1, 0);
    assert!(
        send(padded)
            .await
            .ends_with("too big for a photo; the maximum size is 10485760 bytes")
    );
    assert_eq!(
        send(Vec::new()).await,
        "Bad Request: file must be non-empty"
    );
}

#[tokio::test]
async fn a_file_of_more_than_twenty_megabytes_cannot_be_fetched() {
    let world = World::start();
    world
        .anna
        .sends_file(vec![7; 20 * 1024 * 1024 + 1], "big.png", "image/png");
    let update = world.updates().remove(0);
    let document = &update["message"]["document"];
    assert_eq!(document["file_name"], "big.png");
    assert_eq!(document["mime_type"], "image/png");
    let answer = world
        .ask("getFile", json!({"file_id": document["file_id"]}))
        .await;
    assert_eq!(answer.refusal(), "Bad Request: file is too big");
}

#[tokio::test]
async fn a_text_becomes_a_picture_and_a_picture_another_one() {
    let world = World::start();
    let keyboard = json!({"inline_keyboard": [[{"text": "›", "callback_data": "a"}]]});
    let text = world.says("Your photos").await["message_id"].clone();
    let media = json!({"type": "photo", "media": "attach://new", "caption": "<b>1</b> of 2", "parse_mode": "HTML"});
    let form = Form::new()
        .text("chat_id", "101")
        .text("message_id", text.to_string())
        .text("media", media.to_string())
        .text("reply_markup", keyboard.to_string())
        .part("new", file(picture(100, 150), "portrait.jpg"));
    let first = world.upload("editMessageMedia", form).await.body["result"].clone();
    assert_eq!(first["caption"], "1 of 2");
    let seen = world.anna.last_from_bot().unwrap();
    assert_eq!((seen.kind, seen.labels()), ("photo", vec!["›"]));
    let id = first["photo"].as_array().unwrap().last().unwrap()["file_id"].clone();
    let edit = |file_id: &serde_json::Value, caption: &str| {
        let media = json!({"type": "photo", "media": file_id, "caption": caption});
        json!({"chat_id": 101, "message_id": text, "media": media})
    };
    world.done("editMessageMedia", edit(&id, "again")).await;
    let same = world.ask("editMessageMedia", edit(&id, "again")).await;
    assert!(same.refusal().contains("message is not modified"));
    let wrong = world
        .ask("editMessageMedia", edit(&json!("nobody's"), "again"))
        .await;
    assert!(wrong.refusal().contains("wrong file identifier"));
    let back = json!({"chat_id": 101, "message_id": text, "text": "Your photos"});
    let back = world.ask("editMessageText", back).await;
    assert!(back.refusal().contains("there is no text in the message"));
    assert_eq!(
        world.anna.transcript(),
        "Anna: /start\nBot: Your photos\nBot (edited) shows a photo\n     “1 of 2”\n     [›]\n\
         Bot (edited) shows a photo\n     “again”"
    );
}

#[tokio::test]
async fn a_picture_of_an_album_stays_a_picture() {
    let world = World::start();
    world.anna.sends_photo(picture(100, 100));
    let photo = world.anna.messages().pop().unwrap().media.unwrap().file_id;
    world
        .anna
        .sends_file(vec![1, 2, 3], "a.bin", "application/octet-stream");
    let document = world.anna.messages().pop().unwrap().media.unwrap().file_id;
    let item = json!({"type": "photo", "media": photo});
    let album = json!({"chat_id": 101, "media": [item, item]});
    let album = world.done("sendMediaGroup", album).await;
    let change = json!({
        "chat_id": 101,
        "message_id": album[0]["message_id"],
        "media": {"type": "document", "media": document},
    });
    let refused = world.ask("editMessageMedia", change).await;
    assert!(refused.refusal().contains("of an album"));
}
