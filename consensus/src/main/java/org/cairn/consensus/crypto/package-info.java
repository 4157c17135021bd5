/// Signatures of votes and certificates behind a small interface, and the guard that refuses to
/// sign what would convict its owner. Called on the consensus thread and on the crypto pool; holds
/// no peer and no clock.
@NullMarked
package org.cairn.consensus.crypto;

import org.jspecify.annotations.NullMarked;
