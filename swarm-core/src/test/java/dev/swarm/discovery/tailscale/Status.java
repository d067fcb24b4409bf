package dev.swarm.discovery.tailscale;

import java.util.List;
import java.util.StringJoiner;

/** Status documents of the documented shape. */
final class Status {

    static final String SELF = """
            "Self":{"ID":"nA1CNTRL","PublicKey":"nodekey:aa01","HostName":"alpha","DNSName":"alpha.owl-fish.ts.net.",\
            "OS":"linux","UserID":11,"TailscaleIPs":["100.101.10.1","fd7a:115c:a1e0::1001"],"Tags":["tag:swarm"],\
            "Online":true,"Active":false}""";

    static final String BRAVO = peer("bb02", "bravo", 2, """
            "Tags":["tag:swarm","tag:gpu"],"CurAddr":"","Relay":"fra","LastSeen":"0001-01-01T00:00:00Z",\
            "Online":true,"Active":true,"InNetworkMap":true""");

    static final String CHARLIE = """
            "nodekey:cc03":{"ID":"nC3CNTRL","PublicKey":"nodekey:cc03","HostName":"charlie",\
            "DNSName":"charlie.owl-fish.ts.net.","OS":"macOS","UserID":12,"TailscaleIPs":["100.101.10.3"],\
            "Relay":"nyc","LastSeen":"2026-05-02T09:15:00Z","Online":false,"Active":false,"InNetworkMap":true}""";

    static final String DELTA = """
            "nodekey:dd04":{"ID":"nD4CNTRL","PublicKey":"nodekey:dd04","HostName":"delta","DNSName":"","OS":"linux",\
            "UserID":11,"TailscaleIPs":["fd7a:115c:a1e0::1004"],"Tags":["tag:swarm"],"Online":true,"Expired":true,\
            "InNetworkMap":true}""";

    private Status() {}

    /** A machine with both kinds of addresses. */
    static String peer(String key, String host, int number, String more) {
        String shape = """
                "nodekey:%1$s":{"ID":"n%1$s","PublicKey":"nodekey:%1$s","HostName":"%2$s",\
                "DNSName":"%2$s.owl-fish.ts.net.","OS":"linux","UserID":11,\
                "TailscaleIPs":["100.101.10.%3$d","fd7a:115c:a1e0::100%3$d"],%4$s}""";
        return shape.formatted(key, host, number, more);
    }

    /** The whole document of a machine in its tailnet. */
    static String running(String... peers) {
        return document("Running", List.of(peers));
    }

    static String document(String state, List<String> peers) {
        StringJoiner all = new StringJoiner(",", "{", "}");
        peers.forEach(all::add);
        String shape = """
                {"Version":"1.90.1-t0","TUN":true,"BackendState":"%s","AuthURL":"",\
                "TailscaleIPs":["100.101.10.1","fd7a:115c:a1e0::1001"],%s,"Health":[],\
                "MagicDNSSuffix":"owl-fish.ts.net","CurrentTailnet":{"Name":"example.org",\
                "MagicDNSSuffix":"owl-fish.ts.net","MagicDNSEnabled":true},"CertDomains":null,"Peer":%s,\
                "User":{"11":{"ID":11,"LoginName":"ops@example.org","DisplayName":"Ops"}}}""";
        return shape.formatted(state, SELF, all);
    }
}
