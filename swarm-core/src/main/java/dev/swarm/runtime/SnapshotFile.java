package dev.swarm.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of chunks that is there as a whole or not at all. It is written beside its place, forced to the disk and then
 * moved there, so that whatever happens meanwhile leaves the one before.
 *
 * <p>Form: eight bytes {@code SWARMST1}, the last of which is the version; for each chunk its length in four bytes,
 * itself, and its CRC-32C in four; a length of −1; the number of chunks in four bytes.
 */
final class SnapshotFile {

    private static final byte[] MAGIC = {'S', 'W', 'A', 'R', 'M', 'S', 'T', '1'};
    private static final int END = -1;
    private static final int MAX_CHUNK_BYTES = 64 * 1024 * 1024;

    private final Path file;

    SnapshotFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Replaces the file. */
    void write(Iterator<byte[]> chunks) throws IOException {
        Path fresh = sibling(".new");
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            out.write(MAGIC);
            int count = 0;
            while (chunks.hasNext()) {
                byte[] chunk = chunks.next();
                out.writeInt(chunk.length);
                out.write(chunk);
                out.writeInt(checksum(chunk));
                count++;
            }
            out.writeInt(END);
            out.writeInt(count);
            out.flush();
            channel.force(true);
        }
        move(fresh, file);
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or is not whole; the message says what is wrong with it
     */
    List<byte[]> read() throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException("it does not begin as a snapshot of this version does");
            }
            List<byte[]> chunks = new ArrayList<>();
            for (int length = in.readInt(); length != END; length = in.readInt()) {
                chunks.add(chunk(in, length, chunks.size()));
            }
            if (in.readInt() != chunks.size()) {
                throw new IOException("it holds " + chunks.size() + " chunks, and says otherwise");
            }
            if (in.read() >= 0) {
                throw new IOException("it goes on after its end");
            }
            return chunks;
        } catch (EOFException e) {
            throw new IOException("it is cut short", e);
        }
    }

    /** Puts the file out of the way, for people to look at. */
    Path setAside() throws IOException {
        Path aside = sibling(".broken");
        move(file, aside);
        return aside;
    }

    private static byte[] chunk(DataInputStream in, int length, int index) throws IOException {
        if (length < 0 || length > MAX_CHUNK_BYTES) {
            throw new IOException("chunk " + index + " has a length of " + length);
        }
        byte[] chunk = in.readNBytes(length);
        if (chunk.length < length) {
            throw new EOFException();
        }
        if (in.readInt() != checksum(chunk)) {
            throw new IOException("the checksum of chunk " + index + " does not fit");
        }
        return chunk;
    }

    private static int checksum(byte[] chunk) {
        CRC32C checksum = new CRC32C();
        checksum.update(chunk);
        return (int) checksum.getValue();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
