BEGIN TRANSACTION;
CREATE TABLE articles (
	"key" INTEGER NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	identity TEXT NOT NULL, 
	doc TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	first_seen DATETIME NOT NULL, 
	last_seen DATETIME NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY ("key"), 
	CONSTRAINT uq_articles_id UNIQUE (id), 
	CONSTRAINT uq_articles_identity UNIQUE (identity)
);
INSERT INTO "articles" VALUES(1,'3462ce76ba6a52ca','wire-1','wire-1',1,'2026-11-27 19:22:00','2026-11-27 19:22:00');
INSERT INTO "articles" VALUES(2,'f01aa2cf12a09bff','ledger-1','ledger-1',1,'2026-11-27 19:22:00','2026-11-27 19:22:00');
INSERT INTO "articles" VALUES(3,'aa195bd2b7a5502a','echo-1','echo-1',1,'2026-11-27 19:22:00','2026-11-27 19:22:00');
INSERT INTO "articles" VALUES(4,'c309378a38be52b9','plan-1','plan-1',1,'2026-11-27 19:22:00','2026-11-27 19:22:00');
CREATE TABLE claim_parties (
	party TEXT NOT NULL, 
	claim INTEGER NOT NULL, 
	CONSTRAINT pk_claim_parties PRIMARY KEY (party, claim), 
	CONSTRAINT fk_claim_parties_claim FOREIGN KEY(claim) REFERENCES claims ("key")
)
 WITHOUT ROWID

;
INSERT INTO "claim_parties" VALUES('northwind compute',1);
INSERT INTO "claim_parties" VALUES('northwind compute',2);
INSERT INTO "claim_parties" VALUES('northwind compute',3);
INSERT INTO "claim_parties" VALUES('northwind compute',4);
CREATE TABLE claims (
	"key" INTEGER NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	article INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	sentence_start INTEGER NOT NULL, 
	sentence_end INTEGER NOT NULL, 
	metric VARCHAR(32) NOT NULL, 
	low DOUBLE, 
	high DOUBLE, 
	unit VARCHAR(8) NOT NULL, 
	qualifier VARCHAR(16) NOT NULL, 
	precision DOUBLE NOT NULL, 
	scope VARCHAR(16) NOT NULL, 
	per TEXT, 
	basis VARCHAR(16), 
	includes VARCHAR(16), 
	subject TEXT, 
	counterparties TEXT, 
	round TEXT, 
	site TEXT, 
	instrument TEXT, 
	temporal_role VARCHAR(16) NOT NULL, 
	converts VARCHAR(16), 
	part_of VARCHAR(16), 
	count INTEGER, 
	modality VARCHAR(16) NOT NULL, 
	denies TEXT, 
	attribution TEXT, 
	as_of VARCHAR(16), 
	period VARCHAR(16), 
	horizon TEXT, 
	published VARCHAR(16), 
	published_source TEXT, 
	day VARCHAR(10), 
	rule TEXT NOT NULL, 
	extractor_version TEXT NOT NULL, 
	cues TEXT, 
	recorded_at DATETIME NOT NULL, 
	retired_at DATETIME, 
	last_seen DATETIME NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY ("key"), 
	CONSTRAINT fk_claims_article FOREIGN KEY(article) REFERENCES articles ("key"), 
	CONSTRAINT fk_claims_revision FOREIGN KEY(revision) REFERENCES revisions ("key")
);
INSERT INTO "claims" VALUES(1,'a89a7f6a95c65ac0',1,1,'$2.4 billion',25,37,0,58,'funding',2400000000.0,2400000000.0,'USD','exact',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-05','row','2026-05-05','figures; round; subject sentence','1','[["metric",43,51],["subject",0,17]]','2026-11-27 19:22:00',NULL,'2026-11-27 19:22:00');
INSERT INTO "claims" VALUES(2,'1fbdd79adf82639e',2,2,'$4.2 billion',25,37,0,58,'funding',4200000000.0,4200000000.0,'USD','exact',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-07','row','2026-05-07','figures; round; subject sentence','1','[["metric",43,51],["subject",0,17]]','2026-11-27 19:22:00',NULL,'2026-11-27 19:22:00');
INSERT INTO "claims" VALUES(3,'6cc0a066fa0dcd75',3,3,'$2.4 billion',31,43,0,73,'funding',2400000000.0,2400000000.0,'USD','about',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-06','row','2026-05-06','figures; round; subject sentence','1','[["metric",49,57],["qualifier",25,30],["subject",0,17]]','2026-11-27 19:22:00',NULL,'2026-11-27 19:22:00');
INSERT INTO "claims" VALUES(4,'ba96e92ac6ec21ee',4,4,'2 GW',37,41,0,59,'power',NULL,2000000000.0,'W','at_most',1000000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,NULL,NULL,NULL,'current',NULL,NULL,NULL,'planned',NULL,NULL,NULL,NULL,'2030','2026-06-01','row','2026-06-01','figures; power; subject sentence','1','[["qualifier",31,36],["modality",18,23],["subject",0,17],["date",51,58]]','2026-11-27 19:22:00',NULL,'2026-11-27 19:22:00');
CREATE TABLE counterclaim_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT counterclaim_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "counterclaim_version" VALUES('0001');
CREATE TABLE edges (
	id VARCHAR(16) NOT NULL, 
	a VARCHAR(16) NOT NULL, 
	b VARCHAR(16) NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	kind VARCHAR(16), 
	reasons TEXT NOT NULL, 
	gap DOUBLE, 
	grade VARCHAR(16), 
	trace TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	checked_at DATETIME NOT NULL, 
	CONSTRAINT pk_edges PRIMARY KEY (id)
);
INSERT INTO "edges" VALUES('03016a227551d5a2','1fbdd79adf82639e','a89a7f6a95c65ac0','contradiction','value','["values_differ","same_round","published_together"]',0.40963855304108,'high','[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is it the same time?","published 2026-05-07 and 2026-05-05"],["Do both stand in one text?","no"],["Can both values be right?","$4.2 billion and $2.4 billion are 41.0% apart: they cannot both be right"]]','1','2026-11-27 19:22:00','2026-11-27 19:22:00');
INSERT INTO "edges" VALUES('44a5327b2ffb09bd','6cc0a066fa0dcd75','a89a7f6a95c65ac0','compatible',NULL,'["within_bound","same_round","published_together"]',0.0,NULL,'[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is it the same time?","published 2026-05-06 and 2026-05-05"],["Do both stand in one text?","no"],["Can both values be right?","about $2.4 billion and $2.4 billion overlap"]]','1','2026-11-27 19:22:00','2026-11-27 19:22:00');
INSERT INTO "edges" VALUES('1ff25515e533c1b1','1fbdd79adf82639e','6cc0a066fa0dcd75','contradiction','value','["values_differ","same_round","published_together"]',4.04337348216437797443e-01,'high','[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is it the same time?","published 2026-05-07 and 2026-05-06"],["Do both stand in one text?","no"],["Can both values be right?","$4.2 billion and about $2.4 billion are 40.4% apart: they cannot both be right"]]','1','2026-11-27 19:22:00','2026-11-27 19:22:00');
CREATE TABLE fetches (
	"key" INTEGER NOT NULL, 
	article INTEGER, 
	source TEXT NOT NULL, 
	final_url TEXT, 
	redirects TEXT NOT NULL, 
	status INTEGER, 
	headers TEXT NOT NULL, 
	body_sha VARCHAR(64), 
	refusal TEXT, 
	detail TEXT, 
	fetched_at TEXT NOT NULL, 
	last_fetched_at TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	CONSTRAINT pk_fetches PRIMARY KEY ("key"), 
	CONSTRAINT fk_fetches_article FOREIGN KEY(article) REFERENCES articles ("key")
);
INSERT INTO "fetches" VALUES(1,1,'/tmp/cz/s/news.jsonl line 1',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-27T19:22:00Z','2026-11-27T19:22:00Z',1);
INSERT INTO "fetches" VALUES(2,2,'/tmp/cz/s/news.jsonl line 2',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-27T19:22:00Z','2026-11-27T19:22:00Z',1);
INSERT INTO "fetches" VALUES(3,3,'/tmp/cz/s/news.jsonl line 3',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-27T19:22:00Z','2026-11-27T19:22:00Z',1);
INSERT INTO "fetches" VALUES(4,4,'/tmp/cz/s/news.jsonl line 4',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-27T19:22:00Z','2026-11-27T19:22:00Z',1);
CREATE TABLE mentions (
	revision INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	canonical TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	found_by TEXT NOT NULL, 
	CONSTRAINT pk_mentions PRIMARY KEY (revision, n), 
	CONSTRAINT fk_mentions_revision FOREIGN KEY(revision) REFERENCES revisions ("key")
)
 WITHOUT ROWID

;
INSERT INTO "mentions" VALUES(1,0,0,17,'Northwind Compute','Northwind Compute','company','table');
INSERT INTO "mentions" VALUES(2,0,0,17,'Northwind Compute','Northwind Compute','company','table');
INSERT INTO "mentions" VALUES(3,0,0,17,'Northwind Compute','Northwind Compute','company','table');
INSERT INTO "mentions" VALUES(4,0,0,17,'Northwind Compute','Northwind Compute','company','table');
CREATE TABLE revisions (
	"key" INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	text_sha VARCHAR(64) NOT NULL, 
	body_sha VARCHAR(64), 
	title TEXT, 
	url TEXT, 
	canonical_url TEXT, 
	language TEXT, 
	publisher TEXT, 
	published TEXT, 
	published_source TEXT, 
	published_raw TEXT, 
	modified TEXT, 
	flags TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY ("key"), 
	CONSTRAINT fk_revisions_article FOREIGN KEY(article) REFERENCES articles ("key"), 
	CONSTRAINT fk_revisions_body_sha FOREIGN KEY(body_sha) REFERENCES snapshots (sha), 
	CONSTRAINT fk_revisions_text_sha FOREIGN KEY(text_sha) REFERENCES snapshots (sha)
);
INSERT INTO "revisions" VALUES(1,1,1,'b917709411204f7a5d7cb04555bbf1fc36dc068f81c7de50ce6c6ac3b0d6f46d',NULL,'Northwind raises money','https://wire.example/northwind','https://wire.example/northwind','en','The Wire','2026-05-05','row','2026-05-05',NULL,'[]','2026-11-27 19:22:00');
INSERT INTO "revisions" VALUES(2,2,1,'1056f49e2aa188f1208a21bd8f67eaea2f7803110002dbc5dc1d5bab7b14b2fe',NULL,'A large round',NULL,NULL,'en','The Ledger','2026-05-07','row','2026-05-07',NULL,'[]','2026-11-27 19:22:00');
INSERT INTO "revisions" VALUES(3,3,1,'16c809fd0a6b135e017f67ab7ec45fd9e60e605dceb6f05b3042bad7682c8f1a',NULL,'Again',NULL,NULL,'en','The Echo','2026-05-06','row','2026-05-06',NULL,'[]','2026-11-27 19:22:00');
INSERT INTO "revisions" VALUES(4,4,1,'1d8339e239f13d09262d0ae257ccf5929e2893ec902426c6ae6604482039372f',NULL,'Power',NULL,NULL,'en','The Echo','2026-06-01','row','2026-06-01',NULL,'[]','2026-11-27 19:22:00');
CREATE TABLE signals (
	revision INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	CONSTRAINT pk_signals PRIMARY KEY (revision, n), 
	CONSTRAINT fk_signals_revision FOREIGN KEY(revision) REFERENCES revisions ("key")
)
 WITHOUT ROWID

;
CREATE TABLE snapshots (
	sha VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (sha)
);
INSERT INTO "snapshots" VALUES('b917709411204f7a5d7cb04555bbf1fc36dc068f81c7de50ce6c6ac3b0d6f46d',81,X'28B52FFD20514D02001245111790B56DB84402BB9B2D1B14285E222429DE377375FD410EE592F7F8C6105F814D567756BC246DDB3F5F877DC7D115AF8B99887C2842F0740B51FF5863B5E7491190B05E2300');
INSERT INTO "snapshots" VALUES('1056f49e2aa188f1208a21bd8f67eaea2f7803110002dbc5dc1d5bab7b14b2fe',82,X'28B52FFD20524D020022451117A0A53A0FB2092022CE9BBE241FDE145D7759124650C56A64D791C09A03EF5D384CE5430093832DD5C57BD73B6C8C37E6537AC00429069FDB1BF5B1B654161F3C01314D2300');
INSERT INTO "snapshots" VALUES('16c809fd0a6b135e017f67ab7ec45fd9e60e605dceb6f05b3042bad7682c8f1a',73,X'28B52FFD204915020092840F1690B56D40B201B7547E750D0E04828E5729BE32769A03C45EC87B0F8629D5C5E8AE77B88C37E6CFB9714108C19BD294EDD04B7D9B04812C36FC00B09A4600');
INSERT INTO "snapshots" VALUES('1d8339e239f13d09262d0ae257ccf5929e2893ec902426c6ae6604482039372f',59,X'28B52FFD203BD901004E6F72746877696E6420436F6D7075746520706C616E7320746F2075736520757020746F2032204757206F6620706F77657220627920323033302E');
CREATE INDEX ix_articles_doc ON articles (doc);
CREATE INDEX ix_edges_a ON edges (a);
CREATE INDEX ix_edges_b ON edges (b);
CREATE INDEX ix_edges_outcome ON edges (outcome);
CREATE INDEX ix_fetches_article ON fetches (article);
CREATE INDEX ix_fetches_source ON fetches (source);
CREATE INDEX ix_revisions_canonical_url ON revisions (canonical_url);
CREATE INDEX ix_revisions_url ON revisions (url);
CREATE UNIQUE INDEX uq_revisions_article_number ON revisions (article, number);
CREATE INDEX ix_claims_article ON claims (article);
CREATE INDEX ix_claims_bucket ON claims (subject, metric) WHERE retired_at IS NULL;
CREATE INDEX ix_claims_id ON claims (id);
CREATE UNIQUE INDEX uq_claims_live ON claims (article, id) WHERE retired_at IS NULL;
COMMIT;
