/// What an operator holds in files about votes and finality: a key's signing history, proofs that
/// blocks are final, and the guilty that conflicting proofs name. Used from the command line, one
/// thread.
@NullMarked
package org.cairn.node.proof;

import org.jspecify.annotations.NullMarked;
