/// What a node is told at its start, as immutable records: from flags, then the environment, then a
/// TOML file. Parsed once; nothing else reads the environment.
@NullMarked
package org.cairn.node.config;

import org.jspecify.annotations.NullMarked;
