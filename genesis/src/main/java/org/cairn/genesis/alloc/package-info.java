/// The first state: contracts that are there from the start, and the genesis block that a
/// specification stands for. Pure functions of the specification.
@NullMarked
package org.cairn.genesis.alloc;

import org.jspecify.annotations.NullMarked;
