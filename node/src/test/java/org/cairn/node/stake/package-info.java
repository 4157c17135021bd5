/// What a node does about stake, one class at a time.
@NullMarked
package org.cairn.node.stake;

import org.jspecify.annotations.NullMarked;
