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
INSERT INTO "articles" VALUES(1,'3462ce76ba6a52ca','wire-1','wire-1',1,'2026-11-28 04:24:58','2026-11-28 04:24:58');
INSERT INTO "articles" VALUES(2,'f01aa2cf12a09bff','ledger-1','ledger-1',1,'2026-11-28 04:24:59','2026-11-28 04:24:59');
INSERT INTO "articles" VALUES(3,'aa195bd2b7a5502a','echo-1','echo-1',1,'2026-11-28 04:24:59','2026-11-28 04:24:59');
INSERT INTO "articles" VALUES(4,'337d48165006d027','quarry-1','quarry-1',1,'2026-11-28 04:24:59','2026-11-28 04:24:59');
INSERT INTO "articles" VALUES(5,'c2aaa40073f0bdbd','quarry-2','quarry-2',1,'2026-11-28 04:24:59','2026-11-28 04:24:59');
CREATE TABLE bands (
	band BIGINT NOT NULL, 
	text INTEGER NOT NULL, 
	CONSTRAINT pk_bands PRIMARY KEY (band, text), 
	CONSTRAINT fk_bands_text FOREIGN KEY(text) REFERENCES texts ("key")
)
 WITHOUT ROWID

;
CREATE TABLE case_claims (
	"case" VARCHAR(16) NOT NULL, 
	claim VARCHAR(16) NOT NULL, 
	article VARCHAR(16) NOT NULL, 
	told VARCHAR(16) NOT NULL, 
	value VARCHAR(16), 
	CONSTRAINT pk_case_claims PRIMARY KEY ("case", claim, article), 
	CONSTRAINT fk_case_claims_case FOREIGN KEY("case") REFERENCES cases (id)
)
 WITHOUT ROWID

;
INSERT INTO "case_claims" VALUES('1a1545bf009f83a8','841da77f35ff1a67','337d48165006d027','79c7bf19319d4df6','868959d30888511b');
INSERT INTO "case_claims" VALUES('1a1545bf009f83a8','a9346ade074ca317','c2aaa40073f0bdbd','0583198e3f2cd7a4','9c32809d38cc1f91');
INSERT INTO "case_claims" VALUES('e13828375ebda8d9','1fbdd79adf82639e','f01aa2cf12a09bff','70e05f3f0cce01c6','f0c90ff3ed113198');
INSERT INTO "case_claims" VALUES('e13828375ebda8d9','6cc0a066fa0dcd75','aa195bd2b7a5502a','42ae93af08ffdb75','1716682b6bb67ace');
INSERT INTO "case_claims" VALUES('e13828375ebda8d9','a89a7f6a95c65ac0','3462ce76ba6a52ca','ec06437210ea9d91','1716682b6bb67ace');
CREATE TABLE case_log (
	"key" INTEGER NOT NULL, 
	"case" VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	what VARCHAR(16) NOT NULL, 
	detail TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_case_log PRIMARY KEY ("key"), 
	CONSTRAINT fk_case_log_case FOREIGN KEY("case") REFERENCES cases (id)
);
INSERT INTO "case_log" VALUES(1,'e13828375ebda8d9',1,'opened','["A: $2.4 billion, says The Wire","B: $4.2 billion, says The Ledger"]','2026-11-28 04:24:59');
INSERT INTO "case_log" VALUES(2,'e13828375ebda8d9',2,'evidence','["The Echo says about $2.4 billion (side A, origin The Echo)"]','2026-11-28 04:24:59');
INSERT INTO "case_log" VALUES(3,'1a1545bf009f83a8',1,'opened','["A: $3 billion, says The Wire","B: $9 billion, says The Echo"]','2026-11-28 04:24:59');
INSERT INTO "case_log" VALUES(4,'1a1545bf009f83a8',2,'decided','["ann: prefers A ($3 billion)","says the filing"]','2026-11-28 04:25:08');
CREATE TABLE cases (
	id VARCHAR(16) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	successor VARCHAR(16), 
	party TEXT, 
	metric VARCHAR(32), 
	kind VARCHAR(16), 
	gap DOUBLE, 
	grade VARCHAR(16), 
	articles INTEGER NOT NULL, 
	origins INTEGER NOT NULL, 
	fingerprint VARCHAR(16), 
	version INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_cases PRIMARY KEY (id)
);
INSERT INTO "cases" VALUES('e13828375ebda8d9','open',NULL,'Northwind Compute','funding','value',0.40963855304108,'high',3,3,'8285d813da0a03ac',2,'2026-11-28 04:24:59','2026-11-28 04:24:59');
INSERT INTO "cases" VALUES('1a1545bf009f83a8','decided',NULL,'Quarry Capital','funding','value',5.88235293328719710537e-01,'high',2,2,'d0584e0bbc9e2b88',2,'2026-11-28 04:24:59','2026-11-28 04:25:08');
CREATE TABLE cited (
	claim VARCHAR(16) NOT NULL, 
	outlet TEXT NOT NULL, 
	CONSTRAINT pk_cited PRIMARY KEY (claim)
)
 WITHOUT ROWID

;
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
INSERT INTO "claim_parties" VALUES('quarry capital',4);
INSERT INTO "claim_parties" VALUES('quarry capital',5);
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
	last_seen DATETIME NOT NULL, place TEXT, 
	CONSTRAINT pk_claims PRIMARY KEY ("key"), 
	CONSTRAINT fk_claims_article FOREIGN KEY(article) REFERENCES articles ("key"), 
	CONSTRAINT fk_claims_revision FOREIGN KEY(revision) REFERENCES revisions ("key")
);
INSERT INTO "claims" VALUES(1,'a89a7f6a95c65ac0',1,1,'$2.4 billion',25,37,0,58,'funding',2400000000.0,2400000000.0,'USD','exact',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-05','row','2026-05-05','figures; round; subject sentence','2','[["metric",43,51],["subject",0,17]]','2026-11-28 04:24:58',NULL,'2026-11-28 04:24:58',NULL);
INSERT INTO "claims" VALUES(2,'1fbdd79adf82639e',2,2,'$4.2 billion',25,37,0,58,'funding',4200000000.0,4200000000.0,'USD','exact',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-07','row','2026-05-07','figures; round; subject sentence','2','[["metric",43,51],["subject",0,17]]','2026-11-28 04:24:59',NULL,'2026-11-28 04:24:59',NULL);
INSERT INTO "claims" VALUES(3,'6cc0a066fa0dcd75',3,3,'$2.4 billion',31,43,0,73,'funding',2400000000.0,2400000000.0,'USD','about',100000000.0,'total',NULL,NULL,NULL,'Northwind Compute',NULL,'Series C',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-06','row','2026-05-06','figures; round; subject sentence','2','[["metric",49,57],["qualifier",25,30],["subject",0,17]]','2026-11-28 04:24:59',NULL,'2026-11-28 04:24:59',NULL);
INSERT INTO "claims" VALUES(4,'841da77f35ff1a67',4,4,'$3 billion',22,32,0,53,'funding',3000000000.0,3000000000.0,'USD','exact',1000000000.0,'total',NULL,NULL,NULL,'Quarry Capital',NULL,'Series A',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-05','row','2026-05-05','figures; round; subject sentence','2','[["metric",38,46],["subject",0,14]]','2026-11-28 04:24:59',NULL,'2026-11-28 04:24:59',NULL);
INSERT INTO "claims" VALUES(5,'a9346ade074ca317',5,5,'$9 billion',22,32,0,53,'funding',9000000000.0,9000000000.0,'USD','exact',1000000000.0,'total',NULL,NULL,NULL,'Quarry Capital',NULL,'Series A',NULL,NULL,'current',NULL,NULL,NULL,'asserted',NULL,NULL,NULL,NULL,NULL,'2026-05-06','row','2026-05-06','figures; round; subject sentence','2','[["metric",38,46],["subject",0,14]]','2026-11-28 04:24:59',NULL,'2026-11-28 04:24:59',NULL);
CREATE TABLE counterclaim_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT counterclaim_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "counterclaim_version" VALUES('0003');
CREATE TABLE decisions (
	"key" INTEGER NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	"case" VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	judgement VARCHAR(16) NOT NULL, 
	side VARCHAR(4), 
	differs VARCHAR(16), 
	claim VARCHAR(16), 
	corrected VARCHAR(16), 
	changes TEXT, 
	undoes VARCHAR(16), 
	grounds TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	note TEXT, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY ("key"), 
	CONSTRAINT fk_decisions_case FOREIGN KEY("case") REFERENCES cases (id), 
	CONSTRAINT uq_decisions_id UNIQUE (id)
);
INSERT INTO "decisions" VALUES(1,'fdd0a201832b039e','1a1545bf009f83a8',1,'prefer','A',NULL,NULL,NULL,NULL,NULL,'[{"key":"014a57cc174bf4d5","side":"A","claim":"841da77f35ff1a67","article":"337d48165006d027","origin":"The Wire","source":"The Wire","doc":"quarry-1","value":"$3 billion","quote":"$3 billion","low":3000000000.0,"high":3000000000.0,"unit":"USD","published":"2026-05-05"},{"key":"b2b12786b279fa02","side":"B","claim":"a9346ade074ca317","article":"c2aaa40073f0bdbd","origin":"The Echo","source":"The Echo","doc":"quarry-2","value":"$9 billion","quote":"$9 billion","low":9000000000.0,"high":9000000000.0,"unit":"USD","published":"2026-05-06"}]','ann','says the filing','2026-11-28 04:25:08');
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
	checked_at DATETIME NOT NULL, via TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_edges PRIMARY KEY (id)
);
INSERT INTO "edges" VALUES('03016a227551d5a2','1fbdd79adf82639e','a89a7f6a95c65ac0','contradiction','value','["values_differ","same_round","published_together"]',0.40963855304108,'high','[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is one figure told with two dates?","not asked: other values, one text, or not told as a fact"],["Is it the same time?","published 2026-05-07 and 2026-05-05"],["Do both stand in one text?","no"],["Can both values be right?","$4.2 billion and $2.4 billion are 41.0% apart: they cannot both be right"]]','2','2026-11-28 04:24:59','2026-11-28 04:24:59','[]');
INSERT INTO "edges" VALUES('44a5327b2ffb09bd','6cc0a066fa0dcd75','a89a7f6a95c65ac0','compatible',NULL,'["within_bound","same_round","published_together"]',0.0,NULL,'[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is one figure told with two dates?","not asked: other values, one text, or not told as a fact"],["Is it the same time?","published 2026-05-06 and 2026-05-05"],["Do both stand in one text?","no"],["Can both values be right?","about $2.4 billion and $2.4 billion overlap"]]','2','2026-11-28 04:24:59','2026-11-28 04:24:59','[]');
INSERT INTO "edges" VALUES('1ff25515e533c1b1','1fbdd79adf82639e','6cc0a066fa0dcd75','contradiction','value','["values_differ","same_round","published_together"]',4.04337348216437797443e-01,'high','[["Is it the same party and the same kind of figure?","yes: funding of Northwind Compute"],["Is it the same event?","both are about the Series C"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is one figure told with two dates?","not asked: other values, one text, or not told as a fact"],["Is it the same time?","published 2026-05-07 and 2026-05-06"],["Do both stand in one text?","no"],["Can both values be right?","$4.2 billion and about $2.4 billion are 40.4% apart: they cannot both be right"]]','2','2026-11-28 04:24:59','2026-11-28 04:24:59','[]');
INSERT INTO "edges" VALUES('d13665a3e974909e','841da77f35ff1a67','a9346ade074ca317','contradiction','value','["values_differ","same_round","published_together"]',5.88235293328719710537e-01,'high','[["Is it the same party and the same kind of figure?","yes: funding of Quarry Capital"],["Is it the same event?","both are about the Series A"],["Does one convert the other in brackets?","no"],["Is it a slip of scale or currency?","no"],["Does one deny the other?","nothing is denied"],["Do both cover the same part of it?","both: total"],["Do both stand at the same place in the story''s time?","both: current"],["Are both on the same basis?","no other basis is named"],["Is one only an order of magnitude?","no"],["Did talk become fact?","both: asserted"],["Is one figure told with two dates?","not asked: other values, one text, or not told as a fact"],["Is it the same time?","published 2026-05-05 and 2026-05-06"],["Do both stand in one text?","no"],["Can both values be right?","$3 billion and $9 billion are 58.8% apart: they cannot both be right"]]','2','2026-11-28 04:24:59','2026-11-28 04:24:59','[]');
CREATE TABLE feeds (
	"key" INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	section TEXT, 
	publisher TEXT, 
	"primary" BOOLEAN NOT NULL, 
	pattern TEXT, 
	interval INTEGER NOT NULL, 
	added_at DATETIME NOT NULL, 
	checked_at DATETIME, 
	next_at DATETIME NOT NULL, 
	new_at DATETIME, 
	failures INTEGER NOT NULL, 
	reason VARCHAR(32), 
	detail TEXT, 
	CONSTRAINT pk_feeds PRIMARY KEY ("key"), 
	CONSTRAINT uq_feeds_url UNIQUE (url)
);
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
INSERT INTO "fetches" VALUES(1,1,'news.jsonl line 1',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-28T04:24:58Z','2026-11-28T04:24:58Z',1);
INSERT INTO "fetches" VALUES(2,2,'news.jsonl line 2',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-28T04:24:58Z','2026-11-28T04:24:58Z',1);
INSERT INTO "fetches" VALUES(3,3,'news.jsonl line 3',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-28T04:24:58Z','2026-11-28T04:24:58Z',1);
INSERT INTO "fetches" VALUES(4,4,'news.jsonl line 4',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-28T04:24:58Z','2026-11-28T04:24:58Z',1);
INSERT INTO "fetches" VALUES(5,5,'news.jsonl line 5',NULL,'[]',NULL,'[]',NULL,NULL,NULL,'2026-11-28T04:24:58Z','2026-11-28T04:24:58Z',1);
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
INSERT INTO "mentions" VALUES(4,0,0,14,'Quarry Capital','Quarry Capital','fund','table');
INSERT INTO "mentions" VALUES(5,0,0,14,'Quarry Capital','Quarry Capital','fund','table');
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
INSERT INTO "revisions" VALUES(1,1,1,'b917709411204f7a5d7cb04555bbf1fc36dc068f81c7de50ce6c6ac3b0d6f46d',NULL,'Northwind raises money','https://wire.example/northwind','https://wire.example/northwind','en','The Wire','2026-05-05','row','2026-05-05',NULL,'[]','2026-11-28 04:24:58');
INSERT INTO "revisions" VALUES(2,2,1,'1056f49e2aa188f1208a21bd8f67eaea2f7803110002dbc5dc1d5bab7b14b2fe',NULL,'A large round',NULL,NULL,'en','The Ledger','2026-05-07','row','2026-05-07',NULL,'[]','2026-11-28 04:24:59');
INSERT INTO "revisions" VALUES(3,3,1,'16c809fd0a6b135e017f67ab7ec45fd9e60e605dceb6f05b3042bad7682c8f1a',NULL,'Again',NULL,NULL,'en','The Echo','2026-05-06','row','2026-05-06',NULL,'[]','2026-11-28 04:24:59');
INSERT INTO "revisions" VALUES(4,4,1,'0a5417d0c34f42c8a8a88fae8f2eed5e7352d6b60568bf91214b663d53796480',NULL,'Quarry is worth more',NULL,NULL,'en','The Wire','2026-05-05','row','2026-05-05',NULL,'[]','2026-11-28 04:24:59');
INSERT INTO "revisions" VALUES(5,5,1,'93e964aa027ee41906111a317491ee77b12c50b4262c0ac1be761a5ecbd03f92',NULL,'Quarry''s round',NULL,NULL,'en','The Echo','2026-05-06','row','2026-05-06',NULL,'[]','2026-11-28 04:24:59');
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
INSERT INTO "snapshots" VALUES('0a5417d0c34f42c8a8a88fae8f2eed5e7352d6b60568bf91214b663d53796480',53,X'28B52FFD2035A90100517561727279204361706974616C207261697365642024332062696C6C696F6E20696E206120536572696573204120726F756E642E');
INSERT INTO "snapshots" VALUES('93e964aa027ee41906111a317491ee77b12c50b4262c0ac1be761a5ecbd03f92',53,X'28B52FFD2035A90100517561727279204361706974616C207261697365642024392062696C6C696F6E20696E206120536572696573204120726F756E642E');
CREATE TABLE texts (
	"key" INTEGER NOT NULL, 
	sha VARCHAR(64) NOT NULL, 
	signature BLOB, 
	wire TEXT, 
	first TEXT, 
	CONSTRAINT pk_texts PRIMARY KEY ("key"), 
	CONSTRAINT fk_texts_sha FOREIGN KEY(sha) REFERENCES snapshots (sha), 
	CONSTRAINT uq_texts_sha UNIQUE (sha)
);
INSERT INTO "texts" VALUES(1,'b917709411204f7a5d7cb04555bbf1fc36dc068f81c7de50ce6c6ac3b0d6f46d',NULL,NULL,NULL);
INSERT INTO "texts" VALUES(2,'1056f49e2aa188f1208a21bd8f67eaea2f7803110002dbc5dc1d5bab7b14b2fe',NULL,NULL,NULL);
INSERT INTO "texts" VALUES(3,'16c809fd0a6b135e017f67ab7ec45fd9e60e605dceb6f05b3042bad7682c8f1a',NULL,NULL,NULL);
INSERT INTO "texts" VALUES(4,'0a5417d0c34f42c8a8a88fae8f2eed5e7352d6b60568bf91214b663d53796480',NULL,NULL,NULL);
INSERT INTO "texts" VALUES(5,'93e964aa027ee41906111a317491ee77b12c50b4262c0ac1be761a5ecbd03f92',NULL,NULL,NULL);
CREATE TABLE urls (
	"key" INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	feed INTEGER, 
	state VARCHAR(16) NOT NULL, 
	entry TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	next_at DATETIME, 
	reason VARCHAR(32), 
	detail TEXT, 
	first_seen DATETIME NOT NULL, 
	tried_at DATETIME, 
	CONSTRAINT pk_urls PRIMARY KEY ("key"), 
	CONSTRAINT fk_urls_feed FOREIGN KEY(feed) REFERENCES feeds ("key"), 
	CONSTRAINT uq_urls_url UNIQUE (url)
);
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
CREATE INDEX ix_claims_place ON claims (place, metric) WHERE retired_at IS NULL AND place IS NOT NULL;
CREATE INDEX ix_revisions_text_sha ON revisions (text_sha);
CREATE INDEX ix_cases_status ON cases (status);
CREATE INDEX ix_cases_successor ON cases (successor);
CREATE INDEX ix_case_claims_claim ON case_claims (claim);
CREATE INDEX ix_case_claims_told ON case_claims (told);
CREATE INDEX ix_case_claims_value ON case_claims (value);
CREATE INDEX ix_case_log_case ON case_log ("case");
CREATE INDEX ix_decisions_case ON decisions ("case");
CREATE INDEX ix_decisions_claim ON decisions (claim);
CREATE INDEX ix_decisions_undoes ON decisions (undoes);
CREATE INDEX ix_feeds_next ON feeds (next_at);
CREATE INDEX ix_urls_feed ON urls (feed);
CREATE INDEX ix_urls_next ON urls (next_at);
CREATE INDEX ix_urls_state ON urls (state);
COMMIT;
