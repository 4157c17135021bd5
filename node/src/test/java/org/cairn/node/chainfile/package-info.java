/// Tests of chain files, on a chain that is made by the rules restated.
@NullMarked
package org.cairn.node.chainfile;

import org.jspecify.annotations.NullMarked;
