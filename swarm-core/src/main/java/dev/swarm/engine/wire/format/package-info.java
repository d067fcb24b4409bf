/** Byte formats beneath the messages: msgpack's old dialect, LZW, key derivation. Knows bytes and nothing else. */
@NullMarked
package dev.swarm.engine.wire.format;

import org.jspecify.annotations.NullMarked;
