// SPDX-License-Identifier: EUPL-1.2
// Small comforts. Every page works without this file.
import { keyboardForSearch } from "./search.js";
import { highlightSamePlace } from "./highlight.js";

keyboardForSearch(document);
highlightSamePlace(document);
