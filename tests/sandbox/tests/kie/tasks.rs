//! The way of a task to its picture.

use image::GenericImageView;
use sandbox::kie::{Options, PictureSize, State};
use serde_json::{Value, json};

use crate::bot::{Bot, MODEL};

#[tokio::test]
async fn a_task_goes_from_waiting_to_a_picture_of_the_reference() {
    let bot = Bot::start(Options::default()).await;
    let reference = bot.reference([200, 40, 40]).await;
    let task_id = bot
        .order("scene one", std::slice::from_ref(&reference), None)
        .await;

    let record = bot.record(&task_id).await;
    assert_eq!(record["data"]["state"], "waiting");
    assert_eq!(record["data"]["resultJson"], "");
    assert_eq!(record["data"]["completeTime"], Value::Null);
    let request: Value =
        serde_json::from_str(record["data"]["param"].as_str().expect("a string")).expect("JSON");
    assert_eq!(request["input"]["image_input"], json!([reference]));

    bot.kie.set_state(&task_id, State::Generating).expect("set");
    assert_eq!(bot.record(&task_id).await["data"]["state"], "generating");
    bot.kie.finish(&task_id).expect("finished");
    let record = bot.record(&task_id).await;
    assert_eq!(record["data"]["state"], "success");
    assert_eq!(record["data"]["creditsConsumed"], 18.0);
    assert_eq!(record["data"]["failCode"], Value::Null);

    let picture = bot
        .download(&bot.result_url(&task_id).await)
        .await
        .expect("downloaded");
    assert_eq!(
        image::guess_format(&picture).expect("a format"),
        image::ImageFormat::Jpeg
    );
    let picture = image::load_from_memory(&picture).expect("a picture");
    assert_eq!(picture.dimensions(), (480, 640));
    assert_eq!(bot.kie.problems(), [""; 0]);
    assert!(bot.kie.finish(&task_id).is_err(), "a task ends once");
}

#[tokio::test]
async fn pictures_differ_by_reference_and_by_prompt_and_by_task() {
    let bot = Bot::start(Options::default()).await;
    let [red, blue] = [[220, 30, 30], [20, 30, 220]];
    let (red, blue) = (
        vec![bot.reference(red).await],
        vec![bot.reference(blue).await],
    );
    let mut files = Vec::new();
    for (prompt, references) in [("a", &red), ("a", &red), ("b", &red), ("a", &blue)] {
        let task_id = bot.order(prompt, references, None).await;
        bot.kie.finish(&task_id).expect("finished");
        let url = bot.result_url(&task_id).await;
        let file = bot.download(&url).await.expect("downloaded");
        assert_eq!(
            file,
            bot.download(&url).await.expect("downloaded"),
            "a result stays the same"
        );
        files.push(file);
    }
    for (index, file) in files.iter().enumerate() {
        assert!(
            !files[..index].contains(file),
            "the pictures {index} and an earlier one are equal"
        );
    }
}

#[tokio::test]
async fn formats_and_sizes_are_those_that_were_asked_for() {
    let bot = Bot::start(Options::default()).await;
    let answer = bot
        .create(json!({ "model": MODEL, "input": { "prompt": "x", "aspect_ratio": "16:9" } }))
        .await;
    let task_id = answer["data"]["taskId"].as_str().expect("an id");
    bot.kie.finish(task_id).expect("finished");
    let url = bot.result_url(task_id).await;
    assert!(url.ends_with(".png"), "the default format of the model");
    let picture = bot.download(&url).await.expect("downloaded");
    assert_eq!(
        image::load_from_memory(&picture).expect("PNG").dimensions(),
        (640, 360)
    );

    let task_id = bot.order("y", &[], None).await;
    bot.kie.finish(&task_id).expect("finished");
    bot.kie.set_picture_size(PictureSize::Heavy);
    let heavy = bot
        .download(&bot.result_url(&task_id).await)
        .await
        .expect("downloaded");
    assert!(heavy.len() > 10 * 1024 * 1024, "{} bytes", heavy.len());
}

#[tokio::test]
async fn a_new_task_is_unknown_at_first() {
    let bot = Bot::start(Options {
        hidden_for_polls: 2,
        ..Options::default()
    })
    .await;
    let task_id = bot.order("x", &[], None).await;
    for _ in 0..2 {
        let record = bot.record(&task_id).await;
        assert_eq!(
            (&record["code"], &record["msg"]),
            (&json!(422), &json!("recordInfo is null"))
        );
    }
    assert_eq!(bot.record(&task_id).await["data"]["state"], "waiting");
    let codes: Vec<i32> = bot.kie.polls().iter().map(|poll| poll.code).collect();
    assert_eq!(codes, [422, 422, 200]);
    assert_eq!(bot.record("unheard-of").await["code"], 422);
}

#[tokio::test]
async fn doomed_prompts_fail_as_often_as_told() {
    let bot = Bot::start(Options::default()).await;
    bot.kie.fail_prompt_containing("beach", 2, "500");
    for prompt in ["a beach", "a forest", "the beach", "beach again"] {
        bot.order(prompt, &[], None).await;
    }
    assert_eq!(bot.kie.finish_all(), 4);
    let states: Vec<State> = bot.kie.tasks().iter().map(|task| task.state).collect();
    assert_eq!(
        states,
        [State::Fail, State::Success, State::Fail, State::Success]
    );
}
