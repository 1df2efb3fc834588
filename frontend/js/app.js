// SPDX-License-Identifier: EUPL-1.2
// Small comforts. Every page works without this file.
import { keyboardForSearch } from "./search.js";
import { highlightSamePlace } from "./highlight.js";
import { tellWhenPasskeyFails } from "./passkey.js";

keyboardForSearch(document);
highlightSamePlace(document);
tellWhenPasskeyFails(document);
