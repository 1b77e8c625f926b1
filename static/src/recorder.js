import "./media/recording/page.js";
