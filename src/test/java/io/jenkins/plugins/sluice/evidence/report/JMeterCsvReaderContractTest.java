package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** JMeterCsvReader keeps the contract of all readers, as far as a list without an end can. */
class JMeterCsvReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes
            1700000000000,10,GET /,200,OK,T 1-1,text,true,,100
            1700000000005,20,"a ""quoted"", label",500,"first line
            second",T 1-1,text,false,"a
            b",100
            1700000000000,30,page,,"Number of samples in transaction : 2, number of failing samples : 1",T,,false,,1
            """;

    @Override
    ReportReader reader() {
        return new JMeterCsvReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.OTHER;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small jmeter-csv", SMALL)),
                        Samples.present("jmeter/results.csv", "jmeter/transactions.csv").stream())
                .toList();
    }

    /** At a record's end and within its last column, what is left is a whole file too. */
    @Override
    boolean mayBeCutAt(byte[] whole, int length) {
        int columns = 0;
        int commas = 0;
        boolean quoted = false;
        for (int i = 0; i < length; i++) {
            if (whole[i] == '"') {
                quoted = !quoted;
            } else if (whole[i] == ',' && !quoted) {
                commas++;
            } else if (whole[i] == '\n' && !quoted) {
                columns = columns == 0 ? commas : columns;
                commas = 0;
            }
        }
        return columns > 0 && (commas == columns || whole[length - 1] == '\n') && !quoted;
    }
}
