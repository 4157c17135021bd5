/// Keys of accounts, validators and nodes: mnemonics, hierarchical derivation, keystores. Secrets
/// never reach a log or an exception's message.
@NullMarked
package org.cairn.genesis.keys;

import org.jspecify.annotations.NullMarked;
