//! The object store, driven by the client that the bot uses.

mod store;

use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use axum::http::Method;
use sandbox::s3::{Fault, Outage};

use crate::store::{Store, http};

#[tokio::test]
async fn objects_are_put_listed_read_and_deleted() {
    let store = Store::start().await;
    store.put("photos/7/a.jpg", b"first").await.expect("stored");
    store
        .put("photos/7/b.jpg", b"second one")
        .await
        .expect("stored");

    let listed = store
        .client
        .list_objects_v2()
        .bucket("bot")
        .prefix("photos/7/")
        .send()
        .await;
    let listed = listed.expect("listed");
    let keys: Vec<_> = listed
        .contents()
        .iter()
        .filter_map(|object| object.key())
        .collect();
    assert_eq!(keys, ["photos/7/a.jpg", "photos/7/b.jpg"]);
    let objects = store.s3.objects().expect("listed");
    assert_eq!(
        objects,
        [
            ("photos/7/a.jpg".to_owned(), 5),
            ("photos/7/b.jpg".to_owned(), 10)
        ]
    );
    assert_eq!(store.s3.read("photos/7/a.jpg").expect("read"), b"first");

    let delete = || {
        store
            .client
            .delete_object()
            .bucket("bot")
            .key("photos/7/a.jpg")
            .send()
    };
    delete().await.expect("deleted");
    delete().await.expect("deleting what is gone is no error");
    assert_eq!(store.s3.objects().expect("listed").len(), 1);
}

#[tokio::test]
async fn a_presigned_link_works_without_keys_until_it_is_tampered_with() {
    let store = Store::start().await;
    store.put("a.jpg", b"content").await.expect("stored");
    let url = store.presign("a.jpg", Duration::from_secs(3600)).await;

    let response = http().get(&url).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.bytes().await.expect("a body").as_ref(), b"content");

    let longer = url.replace("X-Amz-Expires=3600", "X-Amz-Expires=7200");
    assert_eq!(
        http().get(longer).send().await.expect("an answer").status(),
        403
    );
    let (address, _) = url.split_once('?').expect("a query");
    assert_eq!(
        http()
            .get(address)
            .send()
            .await
            .expect("an answer")
            .status(),
        403
    );
    let missing = store.presign("b.jpg", Duration::from_secs(3600)).await;
    assert_eq!(
        http()
            .get(missing)
            .send()
            .await
            .expect("an answer")
            .status(),
        404
    );
}

#[tokio::test]
async fn wrong_keys_are_refused() {
    let store = Store::start().await;
    let stranger = Store::client(&store.s3.endpoint(), store.s3.access_key(), "guessed");
    let put = stranger
        .put_object()
        .bucket("bot")
        .key("a")
        .body(ByteStream::from_static(b"x"));
    assert!(put.send().await.is_err());
    assert_eq!(store.s3.objects().expect("listed"), []);
}

#[tokio::test]
async fn an_outage_ends_when_the_test_says_so() {
    let store = Store::start().await;
    for outage in [Outage::Unavailable, Outage::Unreachable] {
        store.s3.set_outage(outage);
        assert!(store.put("a.jpg", b"x").await.is_err());
        assert_eq!(store.s3.objects().expect("listed"), []);
    }
    store.s3.set_down(false);
    store.put("a.jpg", b"x").await.expect("the store is back");
}

#[tokio::test]
async fn an_ordered_fault_strikes_once_and_only_its_method() {
    let store = Store::start().await;
    store.s3.fail_next(Method::PUT, Fault::ResetAfterEffect);
    store
        .client
        .list_objects_v2()
        .bucket("bot")
        .send()
        .await
        .expect("listing is not affected");
    assert!(store.put("a.jpg", b"x").await.is_err());
    assert_eq!(
        store.s3.objects().expect("listed").len(),
        1,
        "the object was stored all the same"
    );
    store.put("b.jpg", b"x").await.expect("the fault is over");
}

#[tokio::test]
async fn what_r2_does_not_take_is_refused() {
    let store = Store::start().await;
    let put = || {
        store
            .client
            .put_object()
            .bucket("bot")
            .key("a")
            .body(ByteStream::from_static(b"x"))
    };
    for refused in [put().tagging("a=b"), put().checksum_crc32("AAAAAA==")] {
        let error = refused.send().await.expect_err("refused");
        let status = error
            .raw_response()
            .map(|response| response.status().as_u16());
        assert_eq!(status, Some(501));
    }
    put().send().await.expect("a plain upload is taken");
}
