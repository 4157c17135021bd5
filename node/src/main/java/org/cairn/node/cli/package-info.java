/// The command line: one class a command. The only place that writes to standard output. Commands
/// parse flags into the records of `node.config` and start what `node.Node` wires.
@NullMarked
package org.cairn.node.cli;

import org.jspecify.annotations.NullMarked;
