package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is there as a whole or not at all, whatever happens to the file. */
class SnapshotFileTest {

    private static final List<byte[]> CHUNKS = List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {-1});

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        SnapshotFile file = file();
        assertThat(file.exists()).isFalse();
        file.write(CHUNKS.iterator());
        assertThat(file.exists()).isTrue();
        assertThat(file.read()).containsExactlyElementsOf(CHUNKS);
        file.write(List.<byte[]>of().iterator());
        assertThat(file.read()).isEmpty();
        assertThat(folder).isDirectoryContaining(path -> path.equals(file.path()));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void theFormIsFixed() throws IOException {
        file().write(CHUNKS.iterator());
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file().path())))
                .isEqualTo("535741524d535431" + "00000003010203f130f21e" + "0000000000000000" + "00000001ffff000000"
                        + "ffffffff00000003");
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        file().write(CHUNKS.iterator());
        byte[] whole = Files.readAllBytes(file().path());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file().path(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> file().read())
                    .as("cut after %d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBitThatFlipsAnywhereIsFound() throws IOException {
        file().write(CHUNKS.iterator());
        byte[] whole = Files.readAllBytes(file().path());
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file().path(), flipped);
            assertThatThrownBy(() -> file().read()).as("bit %d", bit).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatFollowsTheEndIsRefused() throws IOException {
        file().write(CHUNKS.iterator());
        byte[] whole = Files.readAllBytes(file().path());
        Files.write(file().path(), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> file().read()).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatAnnouncesMuchTakesLittle() throws IOException {
        Files.write(file().path(), HexFormat.of().parseHex("535741524d535431" + "7fffffff"));
        assertThatThrownBy(() -> file().read()).hasMessage("chunk 0 has a length of 2147483647");
        Files.write(file().path(), HexFormat.of().parseHex("535741524d535431" + "04000000"));
        assertThatThrownBy(() -> file().read()).hasMessage("it is cut short");
    }

    @Test
    void aWritingThatFailsLeavesTheOneBefore() throws IOException {
        file().write(CHUNKS.iterator());
        Iterator<byte[]> failing = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public byte[] next() {
                if (given++ == 2) {
                    throw new IllegalStateException("on purpose");
                }
                return new byte[100];
            }
        };
        assertThatThrownBy(() -> file().write(failing)).hasMessage("on purpose");
        assertThat(file().read()).containsExactlyElementsOf(CHUNKS);
    }

    @Test
    void aFileIsPutAsideAsItIs() throws IOException {
        Files.write(file().path(), new byte[] {1, 2, 3});
        Path aside = file().setAside();
        assertThat(aside).hasBinaryContent(new byte[] {1, 2, 3}).hasFileName("state.broken");
        assertThat(file().exists()).isFalse();
        Files.write(file().path(), new byte[] {4});
        assertThat(file().setAside()).hasBinaryContent(new byte[] {4});
    }

    private SnapshotFile file() {
        return new SnapshotFile(folder.resolve("state"));
    }
}
