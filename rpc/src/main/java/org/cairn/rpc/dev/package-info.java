/// The methods that only tests need: those that sign with keys of the node, which a devnet has too,
/// and those of a development chain, which make blocks, set the clock, alter the state and go back.
/// One class a method, with the names of anvil and hardhat for it. They run on the virtual threads
/// of the requests and are never served by a node of another chain.
@NullMarked
package org.cairn.rpc.dev;

import org.jspecify.annotations.NullMarked;
