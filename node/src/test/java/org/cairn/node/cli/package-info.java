/// Tests of the command line.
@NullMarked
package org.cairn.node.cli;

import org.jspecify.annotations.NullMarked;
