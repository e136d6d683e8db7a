//! A ticket as both sides live through it on the page: Anna in her chat, Vera in its topic.
//!
//! With SAVE_PICTURE=1 the topic becomes `ticket.png` in the work folder.

use std::path::Path;

use anyhow::Result;

use crate::Page;

impl Page {
    pub async fn asks_the_support(&self) -> Result<()> {
        self.says("/support").await?;
        self.presses("My portraits").await?;
        self.presses("write to us").await?;
        self.says("My eyes are green, not brown").await?;
        self.reads("TKT-").await?;

        self.goes_to("TKT-").await?;
        self.reads_pinned("TKT-").await?;
        self.reads_of("bubble", "My eyes are green").await?;
        self.does_to("My eyes are green", "Reply").await?;
        self.says("Thank you, we look into it").await?;
        self.does_to("we look into it", "React with 👍").await?;
        self.says("// her second set").await?;

        self.goes_to("Anna").await?;
        self.reads_of("quote", "My eyes are green").await?;
        self.reads_of("bubble", "we look into it").await?;
        self.says("The second set it is").await?;

        self.goes_to("TKT-").await?;
        self.reads_of("bubble", "The second set it is").await?;
        self.does_to("we look into it", "Edit").await?;
        self.says(" right now").await?;
        if std::env::var_os("SAVE_PICTURE").is_some() {
            self.save_picture(Path::new("ticket.png")).await?;
        }
        self.presses("✅ Resolve").await?;

        self.goes_to("Anna").await?;
        self.reads_of("bubble", "we look into it right now").await?;
        self.reads("as solved").await?;
        self.presses("5").await
    }

    /// Opens the chat or topic of this name in the list.
    pub async fn goes_to(&self, name: &str) -> Result<()> {
        let entry = format!("//nav//button[.//b[starts-with(., '{name}')]]");
        self.browser.click(&entry).await?;
        // Until then, what is seen is still the chat before.
        self.browser
            .see(&format!("{entry}[@aria-current='true']"))
            .await
    }

    async fn reads_pinned(&self, words: &str) -> Result<()> {
        let pinned = format!("//button[@id='pinned'][contains(., '{words}')]");
        self.browser.see(&pinned).await
    }

    /// Waits for these words in something of this class.
    pub async fn reads_of(&self, class: &str, words: &str) -> Result<()> {
        let said = format!(
            "//div[@id='messages']//*[contains(@class, '{class}')][contains(., '{words}')]"
        );
        self.browser.see(&said).await
    }

    /// Opens the menu of the newest message that says this, and chooses in it.
    async fn does_to(&self, words: &str, choice: &str) -> Result<()> {
        let menu = format!(
            "(//div[contains(@class, 'row')][.//div[contains(@class, 'words')]\
             [contains(., '{words}')]]//button[contains(@class, 'more')])[last()]"
        );
        self.browser.click(&menu).await?;
        let entry = format!("//dialog//button[contains(., '{choice}') or @aria-label='{choice}']");
        self.browser.click(&entry).await
    }
}
