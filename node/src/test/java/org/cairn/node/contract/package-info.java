/// The contracts of the genesis state, run on the chain's own EVM.
@NullMarked
package org.cairn.node.contract;

import org.jspecify.annotations.NullMarked;
