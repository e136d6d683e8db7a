//! Anna invites, Clara comes by her link and buys, and Anna sees what it earned her.
//!
//! With SAVE_PICTURE=1 her page becomes `invitation.png` in the work folder.

use std::path::Path;

use anyhow::Result;

use crate::{PHOTOS_OF_SET, Page, portraits};

impl Page {
    pub async fn invites_somebody(&self) -> Result<()> {
        self.says("/ref").await?;
        self.reads("Invite friends and earn 10%").await?;
        self.presses("Share with friends").await?;
        self.presses("Open it as somebody else").await?;
        self.presses("Clara").await?;

        self.reads("Hello, Clara!").await?;
        self.orders_as("Clara").await?;
        self.browser.see(&portraits(PHOTOS_OF_SET)).await?;

        self.goes_to("Anna").await?;
        self.says("/ref").await?;
        self.reads_of("bubble", "Earned in all: 49.90").await?;
        if std::env::var_os("SAVE_PICTURE").is_some() {
            self.save_picture(Path::new("invitation.png")).await?;
        }
        Ok(())
    }
}
