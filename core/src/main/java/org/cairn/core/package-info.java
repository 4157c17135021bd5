/// Root package of Cairn's core module; see docs/architecture.md.
@NullMarked
package org.cairn.core;

import org.jspecify.annotations.NullMarked;
