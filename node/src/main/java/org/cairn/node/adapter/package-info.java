/// Small classes that fit one module's ports to another module's types.
@NullMarked
package org.cairn.node.adapter;

import org.jspecify.annotations.NullMarked;
