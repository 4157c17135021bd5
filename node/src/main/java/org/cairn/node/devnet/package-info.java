/// A local network of validators, one process each: its folder, its processes, what it tells the
/// developer. Blocks on files, processes and HTTP; runs on the command line's thread only.
@NullMarked
package org.cairn.node.devnet;

import org.jspecify.annotations.NullMarked;
